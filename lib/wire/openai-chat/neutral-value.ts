/** What each parameter is when it is left out (OpenAI's defaults). */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  temperature: 1,
  top_p: 1,
  n: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
  top_logprobs: 0,
  logprobs: false,
  store: false,
  tool_choice: "auto",
  function_call: "auto",
  parallel_tool_calls: true,
  service_tier: "auto",
  verbosity: "medium",
}

/** Does this value of a chat parameter ask for nothing, so that leaving it out changes no answer? */
export function isNeutralValue(param: string, value: unknown): boolean {
  if (Object.hasOwn(DEFAULTS, param)) return value === DEFAULTS[param]
  if (value === false) return true
  if (Array.isArray(value)) return value.length === 0 || (param === "modalities" && value.every((it) => it === "text"))
  return param === "logit_bias" && typeof value === "object" && value !== null && Object.keys(value).length === 0
}
