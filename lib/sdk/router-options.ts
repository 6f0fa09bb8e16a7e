import type { Settings } from "./settings"

/** A place a model group can be served from; the same `model_name` several times makes a group. */
export interface RouterModel {
  /** The name to ask for. `*` stands for any run of characters. */
  model_name: string
  /** Where and how: the connection options of `completion`, `rpm`, `tpm`, `weight`, `order`, `tags`, `mock_response` … */
  litellm_params: { model: string; [param: string]: unknown }
  model_info?: { id?: string; [field: string]: unknown } | undefined
}

/** Model group → the groups to ask when it fails: `[{ "gpt-4o": ["claude"] }]`; `"*"` stands for every group. */
export type FallbackRules = readonly Readonly<Record<string, readonly (string | { model: string })[]>>[]

/** `router_settings` of a config file, with the models. Times are seconds. */
export interface RouterOptions {
  model_list: readonly RouterModel[]
  /** `simple-shuffle` (by weight, rpm or tpm), `least-busy`, `latency-based-routing`, `usage-based-routing-v2`, `cost-based-routing`. */
  routing_strategy?: string | undefined
  routing_strategy_args?: Readonly<Record<string, unknown>> | undefined
  /** Tries after the first; absent: 2. */
  num_retries?: number | undefined
  /** Tries by exception: `{ RateLimitErrorRetries: 3 }`. */
  retry_policy?: Readonly<Record<string, number>> | undefined
  model_group_retry_policy?: Readonly<Record<string, Readonly<Record<string, number>>>> | undefined
  /** At least as long is waited before the same deployment is asked again. */
  retry_after?: number | undefined
  /** Failures a minute until a deployment rests. */
  allowed_fails?: number | undefined
  allowed_fails_policy?: Readonly<Record<string, number>> | undefined
  /** How long it rests. */
  cooldown_time?: number | undefined
  disable_cooldowns?: boolean | undefined
  fallbacks?: FallbackRules | undefined
  default_fallbacks?: readonly string[] | undefined
  context_window_fallbacks?: FallbackRules | undefined
  content_policy_fallbacks?: FallbackRules | undefined
  max_fallbacks?: number | undefined
  /** Other names for groups. */
  model_group_alias?: Readonly<Record<string, string>> | undefined
  timeout?: number | undefined
  stream_timeout?: number | undefined
  enable_pre_call_checks?: boolean | undefined
  optional_pre_call_checks?: readonly string[] | undefined
  enable_tag_filtering?: boolean | undefined
  default_max_parallel_requests?: number | undefined
  provider_budget_config?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined
  /** Parameters of every deployment that does not have them itself. */
  default_litellm_params?: Readonly<Record<string, unknown>> | undefined
  set_verbose?: Settings["drop_params"] | undefined
  [setting: string]: unknown
}
