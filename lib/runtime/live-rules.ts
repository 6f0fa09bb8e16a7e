import type { ModelStore, ReloadReport, SettingsInForce } from "#lib/admin/context"
import type { CatalogTable } from "#lib/catalog/catalog"
import { findingText, hasErrors } from "#lib/config/finding"
import type { LoadedConfig } from "#lib/config/load"
import type { Overlay } from "#lib/config/overlay"
import { GatewayError } from "#lib/core/errors"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { type Deployment, makeDeployment } from "#lib/router/deployment"
import type { Sealer } from "#lib/secrets/sealer"
import { forbiddenReference } from "./env-reference"
import { reported, settingsProblem, ssoProblem, storedProblem, weakKey } from "./live-findings"
import { deploymentDefaults, makeRules, type Rules } from "./rules"
import { SALT_KEY_ADVICE } from "./salt-key"
import { entryOf, modelOwner, type NewModel, readStoredModels, type StoredModels } from "./stored-models"
import { rulesFindings, settingsClosed, storedOver } from "./stored-settings"

export interface LiveRulesOptions {
  readonly db: Database
  readonly catalog: CatalogTable
  readonly env: Readonly<Record<string, string | undefined>>
  readonly log: Log
  readonly loadConfig: () => Promise<LoadedConfig>
  readonly masterKey: string
  /** With `create`, the key is made where one may be. */
  readonly sealer: (create: boolean) => Sealer | null
}

/** The rules in force: those of the config and the stored models together. They are swapped whole, one change after the other. */
export class LiveRules {
  readonly #options: LiveRulesOptions
  #config: LoadedConfig
  #rules: Rules
  /** What stored models can name as `litellm_credential_name`. */
  #credentials: StoredModels["credentials"]
  #turn: Promise<unknown> = Promise.resolve()
  #known = new Set<string>()
  /** Why stored settings are left out. */
  #leftOut: string | null = null
  /** Called with new rules before they count. */
  #before: (rules: Rules) => Promise<void> = async () => undefined
  #after: (rules: Rules) => void = () => undefined

  private constructor(options: LiveRulesOptions, config: LoadedConfig, stored: StoredModels) {
    this.#options = options
    this.#config = config
    this.#rules = this.#make(config, stored)
    this.#credentials = stored.credentials
    for (const { where, message } of this.#rules.sso.problems) options.log.warn("single sign-on", { where, message })
    for (const problem of this.#rules.problems) options.log.warn("a deployment is left out", { problem })
    this.#sayProblems(this.#rules)
  }

  /**
   * Lays stored settings over the file and reads the stored models; one that cannot be read is named in the log and left out,
   * and so are settings with which the file cannot be used.
   */
  static async open(options: LiveRulesOptions, file: LoadedConfig): Promise<LiveRules> {
    const { config, problem } = await layOver(options, file)
    let leftOut = problem
    if (config !== file) {
      const wrong = config.findings.find(({ severity }) => severity === "error")
      try {
        if (wrong !== undefined) throw new Error(findingText(wrong))
        return await LiveRules.#start(options, config)
      } catch (e) {
        leftOut = `settings changed over the API are left out: ${e instanceof Error ? e.message : String(e)}`
      }
    }
    const live = await LiveRules.#start(options, file)
    live.#leaveOut(leftOut)
    return live
  }

  static async #start(options: LiveRulesOptions, config: LoadedConfig): Promise<LiveRules> {
    const live = new LiveRules(options, config, await readStored(options, config))
    const [wrong] = live.rules.settingsProblems
    if (wrong !== undefined) throw new Error(`The configuration cannot be used: ${wrong}`)
    return live
  }

  get rules(): Rules {
    return this.#rules
  }

  /** What the loader said about the configuration in force, a weak master key of the environment, and which stored models are left out. */
  get findings(): ReloadReport["findings"] {
    const stored = this.#rules.storedProblems.map(storedProblem)
    const key = [...weakKey(this.#options.masterKey, this.#config), ...settingsProblem(this.#leftOut)]
    return [...key, ...reported(this.#config), ...this.#rules.sso.problems.map(ssoProblem), ...stored]
  }

  onChange({ before, after }: { before: (rules: Rules) => Promise<void>; after: (rules: Rules) => void }): void {
    this.#before = before
    this.#after = after
  }

  /** Takes the configuration anew; one with errors changes nothing. */
  reload(): Promise<ReloadReport> {
    return this.#inTurn(async () => {
      const { config: loaded, problem: leftOut } = await layOver(this.#options, await this.#options.loadConfig())
      const findings = [...settingsProblem(leftOut), ...reported(loaded)]
      const stored = await this.#read(loaded)
      const rules = this.#make(loaded, stored)
      for (const problem of rules.settingsProblems)
        findings.unshift({ severity: "error", where: "litellm_settings", message: problem })
      for (const problem of rules.problems)
        findings.unshift({ severity: "error", where: "model_list", message: problem })
      findings.push(...rules.sso.problems.map(ssoProblem))
      for (const problem of rules.storedProblems) findings.push(storedProblem(problem))
      const ok = !findings.some((f) => f.severity === "error")
      if (ok) {
        this.#credentials = stored.credentials
        await this.#swap(loaded, rules)
        this.#leaveOut(leftOut)
      }
      return { ok, findings, models: this.#rules.routing.groups.names.length }
    })
  }

  /** Reads the stored models anew: somebody changed them. */
  storedChanged(): Promise<void> {
    return this.#inTurn(async () => {
      const stored = await this.#read(this.#config)
      this.#credentials = stored.credentials
      await this.#swap(this.#config, this.#make(this.#config, stored))
    })
  }

  /** Lays the stored settings over the file in force anew: somebody changed them. */
  settingsChanged(): Promise<void> {
    return this.#inTurn(async () => {
      const { config, problem } = await layOver(this.#options, this.#config.over({}))
      const wrong = config.findings.find(({ severity }) => severity === "error")
      if (wrong !== undefined) throw new Error(findingText(wrong))
      const stored = await this.#read(config)
      this.#credentials = stored.credentials
      await this.#swap(config, this.#make(config, stored))
      this.#leaveOut(problem)
    })
  }

  /** What looking at settings and changing them needs; `tell` tells the other processes. */
  settings(tell: () => Promise<void>): SettingsInForce {
    return {
      inForce: () => ({
        loaded: this.#config,
        isSet: (variable) => Boolean(environment(this.#options, this.#config)[variable]),
      }),
      draft: (settings) => this.#draftSettings(settings),
      closed: () => settingsClosed(this.#config.config, this.#options.env),
      changed: async () => {
        await this.settingsChanged()
        await tell()
      },
    }
  }

  async #draftSettings(settings: Overlay) {
    const loaded = this.#config.over(settings)
    if (hasErrors(loaded.findings)) return { loaded, findings: loaded.findings }
    const stored = await this.#read(loaded)
    const more = rulesFindings(() => this.#make(loaded, stored), this.#rules, settings)
    return { loaded, findings: [...loaded.findings, ...more] }
  }

  #leaveOut(problem: string | null): void {
    if (problem !== null && problem !== this.#leftOut)
      this.#options.log.error("stored settings are left out", { problem })
    this.#leftOut = problem
  }

  /** What adding and changing stored models needs; `tell` tells the other processes. */
  store(tell: () => Promise<void>): ModelStore {
    return {
      check: (model) => void this.draft(model),
      checkReferences,
      seal: (id, params) => this.#sealer(true).seal(JSON.stringify(params), modelOwner(id)),
      open: (id, sealed) => {
        try {
          return JSON.parse(this.#sealer(false).open(sealed, modelOwner(id))) as Record<string, unknown>
        } catch (e) {
          if (GatewayError.is(e)) throw e
          const why = e instanceof Error ? e.message : String(e)
          throw new GatewayError("conflict", `The stored parameters of this model cannot be read: ${why}.`)
        }
      },
      changed: async () => {
        await this.storedChanged()
        await tell()
      },
    }
  }

  /**
   * The deployment this model would be. Throws 400 with what is wrong, in the words of the loader or of whoever would build the
   * deployment.
   */
  draft(model: NewModel): Deployment {
    checkReferences(model.params, "litellm_params")
    const env = environment(this.#options, this.#config)
    try {
      const { catalog } = this.#options
      return makeDeployment(
        entryOf(model, env, this.#credentials),
        deploymentDefaults({ config: this.#config.config, catalog, env }),
      )
    } catch (e) {
      const why = e instanceof Error ? e.message : String(e)
      throw new GatewayError("invalid_request", `This model cannot be served: ${why}`, { param: "litellm_params" })
    }
  }

  #sealer(create: boolean): Sealer {
    const sealer = this.#options.sealer(create)
    if (sealer !== null) return sealer
    const say = `There is no salt key to encrypt the model's parameters with. ${SALT_KEY_ADVICE}`
    throw new GatewayError("invalid_request", say)
  }

  #read(config: LoadedConfig): Promise<StoredModels> {
    return readStored(this.#options, config)
  }

  #make(config: LoadedConfig, stored: StoredModels): Rules {
    const { catalog } = this.#options
    return makeRules({ config: config.config, catalog, env: environment(this.#options, config), stored })
  }

  async #swap(config: LoadedConfig, rules: Rules): Promise<void> {
    await this.#before(rules)
    this.#config = config
    this.#rules = rules
    this.#after(rules)
    this.#sayProblems(rules)
  }

  /** Each once. */
  #sayProblems({ storedProblems }: Rules): void {
    for (const problem of storedProblems)
      if (!this.#known.has(problem)) this.#options.log.error("a stored model is left out", { problem })
    this.#known = new Set(storedProblems)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }
}

function checkReferences(params: Readonly<Record<string, unknown>>, field: string): void {
  const name = forbiddenReference(params)
  if (name === null) return
  const say = `os.environ/${name.slice(0, 80)} is not accepted here: over the API only variables of providers may be named (OPENAI_API_KEY, AWS_… and the like). The config file may name any.`
  throw new GatewayError("invalid_request", say, { param: field })
}

function readStored(options: LiveRulesOptions, config: LoadedConfig): Promise<StoredModels> {
  const env = environment(options, config)
  return readStoredModels(options.db, options.sealer(false), { env, credentials: config.config.credential_list })
}

function layOver(options: LiveRulesOptions, file: LoadedConfig) {
  return storedOver(file, { db: options.db, sealer: () => options.sealer(false), env: environment(options, file) })
}

/** The config's `environment_variables` go before the process's. */
function environment({ env }: LiveRulesOptions, config: LoadedConfig): Readonly<Record<string, string | undefined>> {
  return { ...env, ...config.environment }
}

/** Stored models changed, or may have. */
export function readAgain(live: LiveRules, log: Log): void {
  live.storedChanged().catch((e) => log.error("the stored models could not be read again", { error: String(e) }))
}
