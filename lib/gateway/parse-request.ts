import { GatewayError } from "#lib/core/errors"
import type { RequestRouting } from "#lib/router/plan"
import { fallbacksOf } from "./parse-fallbacks"

const MAX_DEPTH = 200
const MAX_MODEL_CHARS = 300
const MAX_TAG_CHARS = 255
/** A shorter body cannot be nested deep enough to hurt whoever serialises it. */
const HARMLESS_CHARS = 4096

/** The model a request names, in its path or its body. Throws 400. */
export function modelOf(json: Readonly<Record<string, unknown>>, pathModel: string | null): string {
  const model = pathModel ?? json.model
  if (typeof model !== "string" || model === "") {
    throw new GatewayError(
      "invalid_request",
      "The field `model` is missing: name one of the models GET /v1/models lists.",
      { param: "model" },
    )
  }
  if (model.length > MAX_MODEL_CHARS)
    throw new GatewayError("invalid_request", `The field \`model\` is longer than ${MAX_MODEL_CHARS} characters.`, {
      param: "model",
    })
  return model
}

/** Text → JSON object. Throws 400 saying where it breaks, never what it holds. */
export function parseObject(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (e) {
    // The parser's own message quotes the body, and errors are logged: only the place is passed on.
    const place = e instanceof SyntaxError ? /at position \d+/.exec(e.message)?.[0] : undefined
    const why = text.trim() === "" ? "it is empty" : place === undefined ? "it cannot be parsed" : `it breaks ${place}`
    throw new GatewayError("invalid_request", `The request body is not valid JSON: ${why}.`)
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new GatewayError("invalid_request", "The request body must be a JSON object.")
  if (tooDeep(text))
    throw new GatewayError("invalid_request", `The request body is nested deeper than ${MAX_DEPTH} levels.`)
  return value as Record<string, unknown>
}

/** Deep nesting overflows the stack of whoever serialises it again. Strings are skipped. */
function tooDeep(text: string): boolean {
  if (text.length < HARMLESS_CHARS) return false
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 34) {
      for (i++; i < text.length && text.charCodeAt(i) !== 34; i++) if (text.charCodeAt(i) === 92) i++
    } else if (c === 123 || c === 91) {
      if (++depth > MAX_DEPTH) return true
    } else if (c === 125 || c === 93) depth--
  }
  return false
}

/** A field that is a whole number, or null. Throws 400. */
export function wholeNumber(json: Readonly<Record<string, unknown>>, field: string): number | null {
  const value = json[field]
  if (value === undefined || value === null) return null
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw new GatewayError("invalid_request", `The field \`${field}\` must be a whole number, 0 or more.`, {
      param: field,
    })
  return value
}

/** Who the client says its request is for. */
export function endUserOf(json: Record<string, unknown>): string | null {
  if (typeof json.user === "string") return json.user.slice(0, 300)
  const metadata = json.metadata as { user_id?: unknown } | null | undefined
  const user = metadata?.user_id ?? (json.litellm_metadata as { user?: unknown } | null | undefined)?.user
  return typeof user === "string" ? user.slice(0, 300) : null
}

/** Tags for attribution. */
export function tagsOf(json: Record<string, unknown>): string[] {
  const given = json.tags ?? (json.metadata as { tags?: unknown } | null | undefined)?.tags
  return Array.isArray(given)
    ? given
        .filter((tag) => typeof tag === "string")
        .slice(0, 50)
        .map((tag) => tag.slice(0, MAX_TAG_CHARS))
    : []
}

/** What a request says about routing itself. Throws 400 naming the field. */
export function routingOf(json: Record<string, unknown>): RequestRouting {
  const retries = wholeNumber(json, "num_retries")
  const disabled = json.disable_fallbacks ?? false
  if (typeof disabled !== "boolean")
    throw new GatewayError("invalid_request", "The field `disable_fallbacks` must be true or false.", {
      param: "disable_fallbacks",
    })
  return {
    retries: retries === null ? undefined : Math.min(retries, 10),
    fallbacks: fallbacksOf(json, "fallbacks"),
    contextWindowFallbacks: fallbacksOf(json, "context_window_fallbacks"),
    contentPolicyFallbacks: fallbacksOf(json, "content_policy_fallbacks"),
    maxFallbacks: wholeNumber(json, "max_fallbacks") ?? undefined,
    disableFallbacks: disabled,
  }
}

/** The largest whole number a request or one of its fallbacks gives a field; null when the request itself gives none. Throws 400. */
export function largest(json: Record<string, unknown>, field: string, routing: RequestRouting): number | null {
  const own = wholeNumber(json, field)
  if (own === null || !namesFallbacks(routing)) return own
  const lists = [routing.fallbacks, routing.contextWindowFallbacks, routing.contentPolicyFallbacks]
  const others = lists.flatMap((list) =>
    (list ?? []).map((target) => (typeof target === "string" ? 0 : (wholeNumber(target.params, field) ?? 0))),
  )
  return Math.max(own, ...others)
}

function namesFallbacks({ fallbacks, contextWindowFallbacks, contentPolicyFallbacks }: RequestRouting): boolean {
  return (fallbacks ?? contextWindowFallbacks ?? contentPolicyFallbacks) !== undefined
}
