import type { Config } from "#lib/config/schema"
import { closest } from "#lib/core/closest"
import { strategies } from "#lib/router/strategies/index"
import { BadRequestError } from "./exceptions"
import type { RouterOptions } from "./router-options"

/** Settings that are a number, 0 or more. Times are seconds. */
const NUMBERS =
  "num_retries max_retries allowed_fails max_fallbacks default_max_parallel_requests cooldown_time timeout stream_timeout retry_after deployment_affinity_ttl_seconds".split(
    " ",
  )
const FLAGS = "disable_cooldowns enable_pre_call_checks enable_tag_filtering tag_filtering_match_any set_verbose".split(
  " ",
)
const LISTS =
  "fallbacks default_fallbacks context_window_fallbacks content_policy_fallbacks optional_pre_call_checks".split(" ")
const MAPS =
  "routing_strategy_args retry_policy model_group_retry_policy allowed_fails_policy model_group_alias provider_budget_config default_litellm_params".split(
    " ",
  )
/** LiteLLM's older name of a strategy. */
const STRATEGIES = [...strategies.map(({ id }) => id), "usage-based-routing"]
const NAMES = new Set(["model_list", "routing_strategy", ...NUMBERS, ...FLAGS, ...LISTS, ...MAPS])
const DEFAULTS = {
  routing_strategy: "simple-shuffle",
  retry_after: 0,
  tag_filtering_match_any: true,
  deployment_affinity_ttl_seconds: 3600,
}

/**
 * A router's options as the settings of a config file. Checked by hand: the schema of config files takes longer to load than all
 * the rest. Throws BadRequestError naming the setting that is wrong.
 */
export function checkRouterOptions(options: RouterOptions): Config {
  const given: Record<string, unknown> = { ...DEFAULTS }
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null || name === "model_list") continue
    check(name, value)
    given[name] = value
  }
  return { router_settings: given, litellm_settings: {} } as unknown as Config
}

function check(name: string, value: unknown): void {
  if (!NAMES.has(name)) throw wrong(name, `is no setting of a router.${hint(name, NAMES)}`)
  const number = typeof value === "number" && Number.isFinite(value) && value >= 0
  if (NUMBERS.includes(name) && !number) throw wrong(name, "must be a number, 0 or more.")
  if (FLAGS.includes(name) && typeof value !== "boolean") throw wrong(name, "must be true or false.")
  if (LISTS.includes(name) && !Array.isArray(value)) throw wrong(name, "must be a list.")
  const map = typeof value === "object" && !Array.isArray(value)
  if (MAPS.includes(name) && !map) throw wrong(name, "must be an object.")
  if (name === "routing_strategy" && !STRATEGIES.includes(String(value)))
    throw wrong(name, `must be one of ${STRATEGIES.join(", ")}.${hint(String(value), STRATEGIES)}`)
}

function wrong(name: string, what: string): BadRequestError {
  return new BadRequestError(`Router: ${name} ${what}`, { param: name })
}

function hint(word: string, names: Iterable<string>): string {
  const near = closest(word, names)
  return near.length === 0 ? "" : ` Did you mean ${near.join(" or ")}?`
}
