/** Chat parameters this dialect cannot say. A neutral value (`n: 1`, zero penalties) is none of them. */
export const unsupportedParams: readonly string[] = [
  "audio",
  "frequency_penalty",
  "function_call",
  "functions",
  "logit_bias",
  "modalities",
  "n",
  "prediction",
  "presence_penalty",
  "seed",
  "stop",
  "web_search_options",
]

/** Does the value ask for nothing? Then the parameter may be dropped. */
export function isNeutral(param: string, value: unknown): boolean {
  if (value === undefined || value === null || value === false || (value === 0 && param !== "seed")) return true
  if (param === "n") return value === 1
  if (param === "modalities") return Array.isArray(value) && value.every((item) => item === "text")
  return typeof value === "object" && Object.keys(value).length === 0
}
