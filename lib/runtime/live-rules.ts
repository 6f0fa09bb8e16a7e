import type { ModelStore, ReloadReport } from "#lib/admin/context"
import type { CatalogTable } from "#lib/catalog/catalog"
import { findingText } from "#lib/config/finding"
import type { LoadedConfig } from "#lib/config/load"
import { masterKeyWeakness } from "#lib/config/master-key"
import { GatewayError } from "#lib/core/errors"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { type Deployment, makeDeployment } from "#lib/router/deployment"
import type { Sealer } from "#lib/secrets/sealer"
import type { SsoProblem } from "#lib/sso/settings"
import { forbiddenReference } from "./env-reference"
import { deploymentDefaults, makeRules, type Rules } from "./rules"
import { SALT_KEY_ADVICE } from "./salt-key"
import { entryOf, modelOwner, type NewModel, readStoredModels, type StoredModels } from "./stored-models"

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

  /** Reads the stored models; one that cannot be read is named in the log and left out. */
  static async open(options: LiveRulesOptions, config: LoadedConfig): Promise<LiveRules> {
    const stored = await readStored(options, config)
    const live = new LiveRules(options, config, stored)
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
    const key = weakKey(this.#options.masterKey, this.#config)
    return [...key, ...reported(this.#config), ...this.#rules.sso.problems.map(ssoProblem), ...stored]
  }

  onChange({ before, after }: { before: (rules: Rules) => Promise<void>; after: (rules: Rules) => void }): void {
    this.#before = before
    this.#after = after
  }

  /** Takes the configuration anew; one with errors changes nothing. */
  reload(): Promise<ReloadReport> {
    return this.#inTurn(async () => {
      const loaded = await this.#options.loadConfig()
      const findings = reported(loaded)
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

type Reported = ReloadReport["findings"][number]

function reported({ findings }: LoadedConfig): Reported[] {
  return findings.map((f) => ({
    severity: f.severity,
    where: `${f.file}:${f.line}:${f.column}`,
    message: findingText(f),
  }))
}

/** The config's own key the loader has judged. */
function weakKey(masterKey: string, { config }: LoadedConfig): Reported[] {
  const weakness = config.general_settings?.master_key ? null : masterKeyWeakness(masterKey)
  if (weakness === null) return []
  const message = `the master key is ${weakness} (make one with: openssl rand -hex 24)`
  return [{ severity: "warning", where: "LITELLM_MASTER_KEY", message }]
}

const storedProblem = (message: string): Reported => ({ severity: "warning", where: "stored models", message })

const ssoProblem = ({ where, message }: SsoProblem): Reported => ({ severity: "warning", where, message })

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

/** The config's `environment_variables` go before the process's. */
function environment({ env }: LiveRulesOptions, config: LoadedConfig): Readonly<Record<string, string | undefined>> {
  return { ...env, ...config.environment }
}

/** Stored models changed, or may have. */
export function readAgain(live: LiveRules, log: Log): void {
  live.storedChanged().catch((e) => log.error("the stored models could not be read again", { error: String(e) }))
}
