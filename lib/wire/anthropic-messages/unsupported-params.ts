/** OpenAI request parameters this dialect cannot say. A neutral value (`n: 1`, `logprobs: false`, zero penalties) is none of them. */
export const unsupportedParams: readonly string[] = [
  "audio",
  "frequency_penalty",
  "function_call",
  "functions",
  "logit_bias",
  "logprobs",
  "modalities",
  "n",
  "prediction",
  "presence_penalty",
  "seed",
  "top_logprobs",
  "verbosity",
]

/** Parameters about storage, caching and bookkeeping at OpenAI: they do not change the answer, so they are left out in silence. */
export const ignoredParams: ReadonlySet<string> = new Set([
  "store",
  "prompt_cache_key",
  "prompt_cache_options",
  "prompt_cache_retention",
  "safety_identifier",
  "stream_options",
])

/** Does the value ask for nothing? Then the parameter may be dropped. */
export function isNeutral(param: string, value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0) return param !== "seed" || value !== 0
  if (param === "n") return value === 1
  if (param === "verbosity") return value === "medium"
  if (param === "modalities") return Array.isArray(value) && value.every((item) => item === "text")
  return typeof value === "object" && Object.keys(value).length === 0
}
