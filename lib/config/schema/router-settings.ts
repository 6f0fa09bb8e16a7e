import { z } from "zod"
import { allowedFailsPolicy, fallbackRules, retryPolicy } from "./fallbacks"
import { amounts, anything, counts, flags, lists, mapLists, maps, textLists, texts } from "./fields"

const STRATEGIES = [
  "simple-shuffle",
  "least-busy",
  "usage-based-routing",
  "usage-based-routing-v2",
  "latency-based-routing",
  "cost-based-routing",
  "provider-budget-routing",
  "lar1",
] as const

const CHECKS = [
  "prompt_caching",
  "router_budget_limiting",
  "responses_api_deployment_check",
  "deployment_affinity",
  "session_affinity",
  "forward_client_headers_by_model_group",
  "enforce_model_rate_limits",
  "encrypted_content_affinity",
] as const

const routingStrategyArgs = z.looseObject({
  ...amounts("ttl lowest_latency_buffer ttft_percentile"),
  ...counts("max_latency_list_size"),
})

const budgetLimit = z.strictObject({
  ...amounts("budget_limit max_budget"),
  ...texts("time_period budget_duration"),
  ...counts("tpm_limit rpm_limit"),
})

const routingGroup = z.strictObject({
  group_name: z.string(),
  models: z.array(z.string()),
  routing_strategy: z.string(),
  routing_strategy_args: routingStrategyArgs.optional(),
  model_priorities: z.record(z.string(), z.int().min(1)).optional(),
})

/** `router_settings`: how a deployment is chosen, and what happens when it fails. Times are seconds. */
export const routerSettings = z.strictObject({
  routing_strategy: z.enum(STRATEGIES).default("simple-shuffle"),
  routing_strategy_args: routingStrategyArgs.optional(),
  routing_groups: z.array(routingGroup).optional(),
  optional_pre_call_checks: z.array(z.enum(CHECKS)).optional(),
  ...counts("num_retries max_retries allowed_fails max_fallbacks default_max_parallel_requests default_priority"),
  ...amounts("cooldown_time timeout stream_timeout polling_interval"),
  retry_after: z.number().min(0).default(0),
  client_ttl: z.number().min(0).default(3600),
  retry_policy: retryPolicy.optional(),
  model_group_retry_policy: z.record(z.string(), retryPolicy).optional(),
  allowed_fails_policy: allowedFailsPolicy.optional(),
  fallbacks: fallbackRules.optional(),
  default_fallbacks: z.array(z.string()).optional(),
  context_window_fallbacks: fallbackRules.optional(),
  content_policy_fallbacks: fallbackRules.optional(),
  model_group_alias: z
    .record(z.string(), z.union([z.string(), z.strictObject({ model: z.string(), hidden: z.boolean().optional() })]))
    .default({}),
  model_group_affinity_config: z.record(z.string(), z.array(z.string())).optional(),
  provider_budget_config: z.record(z.string(), budgetLimit).optional(),
  ...texts("redis_url redis_host redis_password tag_routing_prefix debug_level"),
  ...counts("redis_port redis_db health_check_staleness_threshold"),
  ...flags("disable_cooldowns enable_pre_call_checks enable_tag_filtering cache_responses set_verbose"),
  ...flags("enable_weighted_failover enable_mid_stream_fallback_continuation enable_health_check_routing"),
  ...flags("health_check_ignore_transient_errors session_affinity_repin_on_failover"),
  tag_filtering_match_any: z.boolean().default(true),
  fallback_on_unsupported_params: z.boolean().default(true),
  deployment_affinity_ttl_seconds: z.int().min(0).default(3600),
  ...flags("ignore_invalid_deployments"),
  ...textLists("background_health_check_model_groups"),
  ...maps("default_litellm_params cache_kwargs alerting_config assistants_config router_general_settings"),
  ...mapLists("search_tools guardrail_list"),
  ...lists("plugins caching_groups"),
  ...anything("weights"),
})
