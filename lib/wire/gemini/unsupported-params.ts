/** OpenAI request parameters this dialect cannot say. A neutral value (an empty `logit_bias`) is none of them. */
export const unsupportedParams: readonly string[] = [
  "function_call",
  "functions",
  "logit_bias",
  "prediction",
  "verbosity",
]

/**
 * Parameters about storage, caching and bookkeeping at other providers, and how calls are to be given: they do not change what is
 * answered, so they are left out in silence. Gemini has no switch for parallel calls.
 */
export const ignoredParams: ReadonlySet<string> = new Set([
  "stream",
  "stream_options",
  "parallel_tool_calls",
  "user",
  "metadata",
  "store",
  "prompt_cache_key",
  "prompt_cache_options",
  "prompt_cache_retention",
  "safety_identifier",
  "output_config",
  "cache_control",
  "context_management",
])

/** Does the value ask for nothing? Then the parameter may be dropped. */
export function isNeutral(param: string, value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true
  if (param === "verbosity") return value === "medium"
  return typeof value === "object" && Object.keys(value).length === 0
}
