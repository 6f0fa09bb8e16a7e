import { type ManagementDefaults, readDefaults } from "#lib/admin/defaults"
import type { EngineSettings } from "#lib/batches/batch-engine"
import { type CacheSettings, readSettings } from "#lib/cache/settings"
import type { CatalogTable } from "#lib/catalog/catalog"
import type { Config } from "#lib/config/schema"
import { parseDuration } from "#lib/core/duration"
import type { GatewayRules } from "#lib/gateway/runtime"
import { type MemorySettings, memorySettings } from "#lib/memory/settings"
import { type Deployment, type DeploymentDefaults, type ModelEntry, makeDeployment } from "#lib/router/deployment"
import { makeGroups } from "#lib/router/groups"
import { makePassThrough, makeSiblings } from "#lib/router/pass-through"
import { makeEndpoints } from "#lib/router/passed-endpoints"
import type { RoutingRules } from "#lib/router/plan"
import { pricedOnly } from "#lib/router/priced-only"
import { fallbackTables, routerSettings } from "#lib/router/router-rules"
import type { RouterSettings } from "#lib/router/router-settings"
import { wildcardModels } from "#lib/router/wildcard-models"
import { readSso } from "#lib/sso/read-settings"
import type { ReadSso } from "#lib/sso/settings"
import type { RedisAddress } from "#lib/store/redis/connect"
import { type BudgetRules, budgetRules } from "./budget-rules"
import { doorRules, keyHeaderOf } from "./door-rules"
import { type Retention, retentionOf } from "./log-upkeep"
import { redisAddress } from "./redis-address"
import type { StoredModels } from "./stored-models"

const DEFAULT_TIMEOUT_SECONDS = 600
const DEFAULT_RETRIES = 2
const DEFAULT_MAX_BODY_MB = 100
const DEFAULT_MAX_FILE_MB = 512
const DEFAULT_MAX_BATCH_FILE_MB = 200
const DEFAULT_MAX_BATCH_RECORDS = 50_000
const DEFAULT_BATCH_PARALLEL = 8
const DEFAULT_BATCH_POLL_SECONDS = 30
const MIN_BATCH_POLL_MS = 50
const DEFAULT_RESPONSES_PERIOD = "30d"
const DEFAULT_MAX_RESPONSE_MB = 16
/** As long as OpenAI lets one last. */
const DEFAULT_REALTIME_SECONDS = 3_600
const DEFAULT_REALTIME_IDLE_SECONDS = 900
const MAX_TIMER_MS = 2 ** 31 - 1

/** What a configuration means for the data path. Immutable; a reload builds a new one. */
export interface Rules extends BudgetRules {
  readonly routing: RoutingRules
  readonly router: RouterSettings
  /** How many measurements of a deployment's speed are kept, and how long. */
  readonly samples: { readonly maxSamples?: number; readonly sampleTtlMs?: number }
  readonly gateway: GatewayRules
  /** How fast batches are worked on. */
  readonly batches: EngineSettings
  /** The response cache; null = there is none. */
  readonly cache: CacheSettings | null
  /** Why nothing is cached although it was asked for, in words. */
  readonly cacheProblem: string | null
  /** What is remembered of users; null = nothing is. */
  readonly memory: MemorySettings | null
  /** The header a key is looked for first; null = the usual ones. */
  readonly keyHeader: string | null
  /** Who may log in with an account kept elsewhere. */
  readonly sso: ReadSso
  /** What new keys, teams and users get. */
  readonly defaults: ManagementDefaults
  readonly keyCacheTtlMs: number
  readonly flushIntervalMs: number
  /** Stored models that are kept and not asked. */
  readonly blocked: readonly Deployment[]
  /** How often the deployments are checked in the background; null = never. */
  readonly healthIntervalMs: number | null
  /** How long rows of the log are kept; null = for ever. */
  readonly retention: Retention | null
  /** Where processes coordinate besides the database; null = nowhere. Read at the start only. */
  readonly redis: RedisAddress | null
  /** Deployments of the config that could not be built, in words. */
  readonly problems: readonly string[]
  /** Settings that cannot be taken, in words. */
  readonly settingsProblems: readonly string[]
  /** The same of the stored ones: they keep no config from being taken. */
  readonly storedProblems: readonly string[]
}

export interface RulesInput {
  readonly config: Config
  readonly catalog: CatalogTable
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stored?: StoredModels
}

/** Config and stored models → rules. A deployment that cannot be built is a problem, and the others still serve. */
export function makeRules(input: RulesInput): Rules {
  const { config } = input
  const { litellm_settings: litellm, router_settings: router, general_settings: general } = config
  const management = readDefaults(litellm)
  const budgets = budgetRules(config)
  const given = deploymentDefaults(input)
  const { deployments, problems, unserved, open } = build(config.model_list as readonly ModelEntry[], given)
  const stored = buildStored(input.stored, given, new Set(deployments.map(({ id }) => id)))
  const timeoutMs = (general.pass_through_request_timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000
  const passed = makeEndpoints(general.pass_through_endpoints ?? [], { ...input, timeoutMs })
  const groups = makeGroups({
    deployments: [...deployments, ...stored.serving],
    aliases: aliasesOf(router.model_group_alias),
    make: (entry) => makeDeployment(entry, given),
    open,
    unserved,
    wildcardModels: () => wildcardModels([...deployments, ...stored.serving], input.catalog),
  })
  return {
    routing: {
      groups: litellm.block_requests_for_models_without_pricing === true ? pricedOnly(groups) : groups,
      ...fallbackTables(config),
      passThrough: makePassThrough({
        deployments: [...deployments, ...stored.serving],
        make: (entry) => makeDeployment(entry, given),
        isSet: (name) => Boolean(input.env[name]),
      }),
      endpoints: passed.endpoints,
      sibling: makeSiblings((entry) => makeDeployment(entry, given)),
      retries: router.num_retries ?? litellm.num_retries ?? DEFAULT_RETRIES,
    },
    router: { ...routerSettings(config), calendar: budgets.calendar },
    samples: samplesOf(router.routing_strategy_args ?? {}),
    gateway: {
      door: doorRules(general),
      maxBodyBytes: (general.max_request_size_mb ?? DEFAULT_MAX_BODY_MB) * 1024 * 1024,
      storePrompts: general.store_prompts_in_spend_logs ?? false,
      cancelOnDisconnect: general.cancel_on_disconnect ?? true,
      uploads: {
        maxFileBytes: (general.max_file_size_mb ?? DEFAULT_MAX_FILE_MB) * 1024 * 1024,
        allowedExtensions: extensions(general.allowed_file_extensions),
        blockedExtensions: extensions(general.blocked_file_extensions),
      },
      maxBatchFileBytes: (general.max_batch_file_size_mb ?? DEFAULT_MAX_BATCH_FILE_MB) * 1024 * 1024,
      realtime: {
        idleTimeoutMs: (general.realtime_idle_timeout_seconds ?? DEFAULT_REALTIME_IDLE_SECONDS) * 1000,
        maxSessionMs: (general.realtime_session_limit_seconds ?? DEFAULT_REALTIME_SECONDS) * 1000,
      },
      responses: {
        period: parseDuration(general.maximum_responses_retention_period || DEFAULT_RESPONSES_PERIOD),
        maxBytes: (general.max_kept_response_size_mb ?? DEFAULT_MAX_RESPONSE_MB) * 1024 * 1024,
      },
    },
    batches: batchSettings(general),
    ...placesOf(config, input.env),
    memory: memorySettings(general.memory),
    ...budgets,
    keyHeader: keyHeaderOf(general),
    sso: readSso(input.env, general),
    defaults: management.defaults,
    keyCacheTtlMs: (general.user_api_key_cache_ttl ?? 60) * 1000,
    flushIntervalMs: (general.proxy_batch_write_at ?? 1) * 1000,
    blocked: stored.blocked,
    healthIntervalMs: general.background_health_checks === true ? healthInterval(general.health_check_interval) : null,
    retention: retentionOf(general),
    problems: [...problems, ...passed.problems],
    settingsProblems: management.problems,
    storedProblems: stored.problems,
  }
}

/** Where answers are kept and processes coordinate. */
function placesOf(config: Config, env: RulesInput["env"]): Pick<Rules, "cache" | "cacheProblem" | "redis"> {
  const { litellm_settings: litellm, router_settings: router } = config
  const { settings, problem } = readSettings({ litellm, router, env })
  return { cache: settings, cacheProblem: problem, redis: redisAddress(router, settings, env) }
}

function batchSettings(general: Config["general_settings"]): EngineSettings {
  const perMinute = general.batch_requests_per_minute
  return {
    parallel: Math.max(1, general.batch_max_parallel_requests ?? DEFAULT_BATCH_PARALLEL),
    perMinute: perMinute === undefined ? null : Math.max(1, perMinute),
    maxRows: general.max_batch_file_records ?? DEFAULT_MAX_BATCH_RECORDS,
    pollMs: Math.max(MIN_BATCH_POLL_MS, (general.proxy_batch_polling_interval ?? DEFAULT_BATCH_POLL_SECONDS) * 1000),
  }
}

/** `.PDF` and `pdf` are the same. */
function extensions(given: readonly string[] | undefined): string[] {
  return (given ?? []).map((extension) => extension.replace(/^\./, "").toLowerCase())
}

/** Seconds → milliseconds a timer can wait. */
function healthInterval(seconds: number): number {
  return Math.min(Math.max(1, seconds) * 1000, MAX_TIMER_MS)
}

/** What deployments take from the whole configuration. */
export function deploymentDefaults({ config, catalog, env }: Omit<RulesInput, "stored">): DeploymentDefaults {
  const { litellm_settings: litellm, router_settings: router } = config
  const timeoutSeconds = router.timeout ?? litellm.request_timeout ?? DEFAULT_TIMEOUT_SECONDS
  return {
    catalog,
    env,
    timeoutMs: timeoutSeconds * 1000,
    streamTimeoutMs: (router.stream_timeout ?? timeoutSeconds) * 1000,
    dropParams: litellm.drop_params ?? false,
  }
}

function buildStored(stored: StoredModels | undefined, given: DeploymentDefaults, taken: ReadonlySet<string>) {
  const serving: Deployment[] = []
  const blocked: Deployment[] = []
  const problems = [...(stored?.problems ?? [])]
  for (const model of stored?.models ?? []) {
    const { model_name: name, model_info: info } = model.entry
    const what = `the stored model ${name} (${String(info?.id)})`
    try {
      const made = makeDeployment(model.entry, given)
      if (taken.has(made.id)) problems.push(`${what}: its id is taken by a deployment of the config`)
      else if (model.blocked) blocked.push(made)
      else serving.push(made)
    } catch (e) {
      problems.push(`${what}: ${e instanceof Error ? e.message : String(e)}`)
    }
  }
  return { serving, blocked, problems }
}

function build(entries: readonly ModelEntry[], given: DeploymentDefaults) {
  const deployments: Deployment[] = []
  const problems: string[] = []
  const unserved = new Map<string, string>()
  const open: ModelEntry[] = []
  const ids = new Set<string>()
  for (const [index, entry] of entries.entries()) {
    try {
      const made = makeDeployment(ofTheConfig(entry), given)
      const id = ids.has(made.id) ? `${made.id}-${index}` : made.id
      ids.add(id)
      deployments.push({ ...made, id })
    } catch (e) {
      if (isOpen(entry)) {
        open.push(ofTheConfig(entry))
        continue
      }
      const reason = e instanceof Error ? e.message : String(e)
      problems.push(`model_list[${index}] (${entry.model_name}): ${reason}`)
      unserved.set(entry.model_name, reason)
    }
  }
  return { deployments, problems, unserved, open }
}

/** `model_name: "*", model: "*"` (LiteLLM's way to serve whatever there is a key for) names no provider that could lack one. */
function isOpen({ model_name: name, litellm_params: params }: ModelEntry): boolean {
  return params.model === "*" && name.includes("*") && params.custom_llm_provider === undefined
}

/** `db_model` says that a model is stored: no config can claim it. */
function ofTheConfig(entry: ModelEntry): ModelEntry {
  if (entry.model_info?.db_model === undefined) return entry
  const { db_model: _claimed, ...info } = entry.model_info
  return { ...entry, model_info: info }
}

function aliasesOf(given: Readonly<Record<string, unknown>> | undefined): Record<string, string> {
  const out: Record<string, string> = {}
  for (const [alias, target] of Object.entries(given ?? {})) {
    const model = typeof target === "string" ? target : (target as { model?: unknown })?.model
    if (typeof model === "string") out[alias] = model
  }
  return out
}

function samplesOf(args: { readonly max_latency_list_size?: number | undefined; readonly ttl?: number | undefined }) {
  return {
    ...(args.max_latency_list_size === undefined ? {} : { maxSamples: args.max_latency_list_size }),
    ...(args.ttl === undefined ? {} : { sampleTtlMs: args.ttl * 1000 }),
  }
}
