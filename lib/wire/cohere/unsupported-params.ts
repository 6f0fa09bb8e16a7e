/** OpenAI request parameters that Cohere's v2 chat cannot say. */
export const unsupportedParams: readonly string[] = [
  "audio",
  "function_call",
  "functions",
  "logit_bias",
  "modalities",
  "n",
  "prediction",
  "top_logprobs",
  "verbosity",
  "web_search_options",
]

/** Bookkeeping at OpenAI, or a hint that changes no answer: left out in silence. */
export const ignoredParams: ReadonlySet<string> = new Set([
  "metadata",
  "parallel_tool_calls",
  "prompt_cache_key",
  "prompt_cache_options",
  "prompt_cache_retention",
  "safety_identifier",
  "service_tier",
  "store",
  "stream_options",
  "user",
])
