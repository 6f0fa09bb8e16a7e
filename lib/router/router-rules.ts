import type { Config } from "#lib/config/schema"
import { type Duration, parseDuration } from "#lib/core/duration"
import type { ErrorKind } from "#lib/core/errors"
import { NANO_PER_USD } from "#lib/core/money"
import type { FallbackTable, RoutingRules } from "./plan"
import type { AffinityRules, KindCounts, ProviderBudget, RouterSettings } from "./router-settings"
import { strategies } from "./strategies/index"
import { simpleShuffle } from "./strategies/simple-shuffle"
import type { Strategy } from "./strategies/strategy"

const DEFAULT_COOLDOWN_SECONDS = 5
const DEFAULT_AFFINITY_SECONDS = 3600
/** LiteLLM's older name for what v2 does better. */
const OTHER_NAMES: Readonly<Record<string, string>> = { "usage-based-routing": "usage-based-routing-v2" }

/** LiteLLM's exception names → the failures they stand for here. */
const EXCEPTIONS: Readonly<Record<string, readonly ErrorKind[]>> = {
  BadRequestError: ["invalid_request", "unsupported_params", "context_window_exceeded"],
  AuthenticationError: ["upstream_auth"],
  TimeoutError: ["upstream_timeout"],
  RateLimitError: ["upstream_rate_limited"],
  ContentPolicyViolationError: ["content_policy_violation"],
  InternalServerError: ["upstream_failed"],
  ServiceUnavailableError: ["upstream_unavailable"],
  BadGatewayError: ["upstream_unreachable"],
  NotFoundError: ["model_not_found"],
}

/** `router_settings` → how deployments are chosen, retried and set aside. */
export function routerSettings(config: Config): RouterSettings {
  const router = config.router_settings
  const checks = router.optional_pre_call_checks ?? []
  const affinity: AffinityRules = {
    session: checks.includes("session_affinity"),
    promptCaching: checks.includes("prompt_caching"),
    caller: checks.includes("deployment_affinity"),
    ttlMs: (router.deployment_affinity_ttl_seconds ?? DEFAULT_AFFINITY_SECONDS) * 1000,
  }
  return {
    strategy: strategyOf(router.routing_strategy),
    latencyBuffer: router.routing_strategy_args?.lowest_latency_buffer ?? 0,
    cooldown: {
      enabled: router.disable_cooldowns !== true && router.cooldown_time !== 0,
      seconds: router.cooldown_time ?? DEFAULT_COOLDOWN_SECONDS,
      allowedFails: router.allowed_fails ?? config.litellm_settings.allowed_fails ?? null,
      allowedFailsPolicy: kindCounts(router.allowed_fails_policy, "AllowedFails"),
    },
    retryPolicy: kindCounts(router.retry_policy, "Retries"),
    groupRetryPolicy: Object.fromEntries(
      Object.entries(router.model_group_retry_policy ?? {}).map(([group, policy]) => [
        group,
        kindCounts(policy, "Retries") ?? {},
      ]),
    ),
    retryAfterSeconds: router.retry_after,
    tagFiltering: router.enable_tag_filtering ?? false,
    tagMatchAny: router.tag_filtering_match_any,
    preCallChecks: router.enable_pre_call_checks ?? false,
    affinity,
    providerBudgets: providerBudgets(router.provider_budget_config ?? {}),
    defaultMaxParallel: router.default_max_parallel_requests ?? null,
  }
}

function strategyOf(name: string): Strategy {
  const id = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : name
  return strategies.find((strategy) => strategy.id === id) ?? simpleShuffle
}

/** `{RateLimitErrorRetries: 3}` → `{upstream_rate_limited: 3}`; null when there is no such policy. */
function kindCounts(policy: Readonly<Record<string, number | undefined>> | undefined, what: string): KindCounts | null {
  if (policy === undefined) return null
  const out: Partial<Record<ErrorKind, number>> = {}
  for (const [exception, kinds] of Object.entries(EXCEPTIONS)) {
    const count = policy[`${exception}${what}`]
    if (count !== undefined) for (const kind of kinds) out[kind] = count
  }
  // A retry policy has no word for a provider out of reach: it counts as its failure.
  if (what === "Retries" && out.upstream_failed !== undefined) out.upstream_unreachable ??= out.upstream_failed
  const otherwise = policy.DefaultRetries
  return otherwise === undefined ? out : { ...out, otherwise }
}

type BudgetConfig = NonNullable<Config["router_settings"]["provider_budget_config"]>

function providerBudgets(given: BudgetConfig): Record<string, ProviderBudget> {
  const out: Record<string, ProviderBudget> = {}
  for (const [provider, budget] of Object.entries(given)) {
    const dollars = budget.budget_limit ?? budget.max_budget
    if (dollars === undefined) continue
    // Less than a nano-dollar is not nothing: one request gets through.
    const limitNano = Math.max(dollars > 0 ? 1 : 0, Math.round(dollars * NANO_PER_USD))
    out[provider] = { limitNano, duration: durationOf(budget) }
  }
  return out
}

function durationOf(budget: BudgetConfig[string]): Duration | null {
  const text = budget.time_period ?? budget.budget_duration
  return text === undefined ? null : parseDuration(text)
}

/** Every table of fallbacks; `router_settings` goes before `litellm_settings`. */
export function fallbackTables(
  config: Config,
): Pick<RoutingRules, "fallbacks" | "contextWindowFallbacks" | "contentPolicyFallbacks"> & { maxFallbacks?: number } {
  const { router_settings: router, litellm_settings: litellm } = config
  const max = router.max_fallbacks ?? litellm.max_fallbacks
  return {
    fallbacks: table(
      [litellm.fallbacks, router.fallbacks],
      router.default_fallbacks ?? litellm.default_fallbacks ?? [],
    ),
    contextWindowFallbacks: table([litellm.context_window_fallbacks, router.context_window_fallbacks]),
    contentPolicyFallbacks: table([litellm.content_policy_fallbacks, router.content_policy_fallbacks]),
    ...(max === undefined ? {} : { maxFallbacks: max }),
  }
}

type FallbackList = readonly Readonly<Record<string, readonly (string | Readonly<Record<string, unknown>>)[]>>[]

/** LiteLLM's lists of `{group: [names]}` as one table; an entry may also be `{model: name}`. The last list wins. */
function table(lists: readonly (FallbackList | undefined)[], otherwise: readonly string[] = []): FallbackTable {
  const out: Record<string, readonly string[]> = {}
  for (const entry of lists.flatMap((list) => list ?? []))
    for (const [group, targets] of Object.entries(entry))
      out[group] = targets.flatMap((t) => (typeof t === "string" ? [t] : typeof t.model === "string" ? [t.model] : []))
  if (otherwise.length > 0) out["*"] ??= otherwise
  return out
}
