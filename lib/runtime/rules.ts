import type { Catalog } from "#lib/catalog/catalog"
import type { Config } from "#lib/config/schema"
import type { GatewayRules } from "#lib/gateway/runtime"
import { type Deployment, type DeploymentDefaults, type ModelEntry, makeDeployment } from "#lib/router/deployment"
import { makeGroups } from "#lib/router/groups"
import type { RoutingRules } from "#lib/router/plan"
import { fallbackTables, routerSettings } from "#lib/router/router-rules"
import type { RouterSettings } from "#lib/router/router-settings"

const DEFAULT_TIMEOUT_SECONDS = 600
const DEFAULT_RETRIES = 2
const DEFAULT_MAX_BODY_MB = 100

/** What a configuration means for the data path. Immutable; a reload builds a new one. */
export interface Rules {
  readonly routing: RoutingRules
  readonly router: RouterSettings
  /** How many measurements of a deployment's speed are kept, and how long. */
  readonly samples: { readonly maxSamples?: number; readonly sampleTtlMs?: number }
  readonly gateway: GatewayRules
  readonly budgetStatus: number
  readonly keyCacheTtlMs: number
  readonly flushIntervalMs: number
  /** Deployments that could not be built, in words. */
  readonly problems: readonly string[]
}

/** Config → rules. A deployment that cannot be built is a problem, and the others still serve. */
export function makeRules(config: Config, catalog: Catalog, env: Readonly<Record<string, string | undefined>>): Rules {
  const litellm = config.litellm_settings
  const router = config.router_settings
  const general = config.general_settings
  const timeoutSeconds = router.timeout ?? litellm.request_timeout ?? DEFAULT_TIMEOUT_SECONDS
  const given: DeploymentDefaults = {
    catalog,
    env,
    timeoutMs: timeoutSeconds * 1000,
    streamTimeoutMs: (router.stream_timeout ?? timeoutSeconds) * 1000,
    dropParams: litellm.drop_params ?? false,
  }
  const { deployments, problems } = build(config.model_list as readonly ModelEntry[], given)
  const groups = makeGroups({
    deployments,
    aliases: aliasesOf(router.model_group_alias),
    make: (entry) => makeDeployment(entry, given),
  })
  return {
    routing: {
      groups,
      ...fallbackTables(config),
      retries: router.num_retries ?? litellm.num_retries ?? DEFAULT_RETRIES,
    },
    router: routerSettings(config),
    samples: samplesOf(router.routing_strategy_args ?? {}),
    gateway: {
      maxBodyBytes: (general.max_request_size_mb ?? DEFAULT_MAX_BODY_MB) * 1024 * 1024,
      storePrompts: general.store_prompts_in_spend_logs ?? false,
      cancelOnDisconnect: general.cancel_on_disconnect ?? true,
    },
    budgetStatus: litellm.budget_exceeded_status_code ?? 429,
    keyCacheTtlMs: (general.user_api_key_cache_ttl ?? 60) * 1000,
    flushIntervalMs: (general.proxy_batch_write_at ?? 1) * 1000,
    problems,
  }
}

function build(entries: readonly ModelEntry[], given: DeploymentDefaults) {
  const deployments: Deployment[] = []
  const problems: string[] = []
  const ids = new Set<string>()
  for (const [index, entry] of entries.entries()) {
    try {
      const made = makeDeployment(entry, given)
      const id = ids.has(made.id) ? `${made.id}-${index}` : made.id
      ids.add(id)
      deployments.push({ ...made, id })
    } catch (e) {
      problems.push(`model_list[${index}] (${entry.model_name}): ${e instanceof Error ? e.message : String(e)}`)
    }
  }
  return { deployments, problems }
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
