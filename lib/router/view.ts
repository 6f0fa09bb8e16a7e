import type { Deployment } from "./deployment"

const SECRET = /key|token|secret|password|credential|authorization/i

/** `litellm_params` with every secret replaced, at any depth, headers included. */
export function redactedParams(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, redactedValue(name, value)]))
}

function redactedValue(name: string, value: unknown): unknown {
  if (SECRET.test(name) && !/^(input|output|cache)_|tokens$|_cost_|^litellm_credential_name$/.test(name))
    return "[redacted]"
  if (typeof value === "string") return withoutLogin(value)
  if (Array.isArray(value)) return value.map((inner) => redactedValue("", inner))
  if (typeof value !== "object" || value === null) return value
  if (name === "extra_headers" || name === "headers")
    return Object.fromEntries(Object.keys(value).map((header) => [header, "[redacted]"]))
  return redactedParams(value as Readonly<Record<string, unknown>>)
}

/** A URL keeps neither its login nor its query: both may hold a key. */
function withoutLogin(text: string): string {
  return text.replace(/\/\/[^/@\s]+@/g, "//[redacted]@").replace(/(https?:\/\/[^\s?]+)\?\S*/g, "$1?[redacted]")
}

/** A deployment without its secrets, for pages and `/model/info`. */
export function deploymentView(d: Deployment) {
  const perMillion = (rate: number | undefined) => (rate === undefined ? null : Math.round(rate * 1e6))
  return {
    id: d.id,
    modelName: d.group,
    provider: d.provider.id,
    model: d.model,
    apiBase: d.apiBase,
    priced: d.price !== null,
    inputPerMillionNano: perMillion(d.price?.input),
    outputPerMillionNano: perMillion(d.price?.output),
    maxInputTokens: d.maxInputTokens,
    maxOutputTokens: d.maxOutputTokens,
    mode: d.mode,
    params: redactedParams(d.entry.litellm_params),
    info: d.entry.model_info ?? {},
  }
}
