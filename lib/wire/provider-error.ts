import { type ErrorKind, type ErrorOptions, GatewayError } from "#lib/core/errors"
import { redact } from "#lib/core/log"
import { asObject, asObjects, asText, type Json, parseJson } from "./read-json"

const MAX_MESSAGE_CHARS = 500
const MAX_DETAIL_CHARS = 2_000
const MAX_READ_CHARS = 65_536

/** What an error body says, whatever its shape: OpenAI's, Anthropic's, FastAPI's `detail`, plain text, HTML or nothing. */
interface Said {
  readonly message: string
  readonly type: string
  readonly code: string
  readonly param: string | null
  /** An HTTP status named inside the body, as some gateways send with a 200. */
  readonly status: number | null
  /** Seconds until a retry can succeed, named inside the body. */
  readonly retryAfterSeconds: number | null
}

const CONTEXT_CODES = new Set(["context_length_exceeded", "too_many_prompt_tokens", "context_window_exceeded"])
const CONTEXT_WORDS =
  /context[_ -]?(?:length|window)|prompt (?:is )?too long|input is too long|too many (?:input |prompt )?tokens|length of all messages is too long|reduce the length of the (?:messages|prompt)|maximum (?:input|prompt) (?:length|tokens)|input tokens exceed|exceeds the maximum number of tokens/i
const POLICY_CODES = new Set([
  "content_filter",
  "contentfilter",
  "content_policy_violation",
  "moderation_blocked",
  "content_policy",
  "responsibleaipolicyviolation",
  "data_inspection_failed",
])
const POLICY_WORDS =
  /content[_ ](?:management |usage )?policy|content[_ ]filter|safety system|flagged (?:by|as|for)|usage polic|responsible ai|content exists risk|inappropriate content/i
/** What some say with 403, where others mean the key. */
const FORBIDDEN_CONTENT = /violates usage guidelines|requires moderation|flagged (?:by|as|for)/i
/** A wrong key, said with 400. */
const KEY_WORDS = /api key not valid|incorrect api key|invalid api key|API_KEY_INVALID/i
/** An unknown model, said with 400. */
const MODEL_WORDS =
  /^(?:the )?(?:requested |provided )?model (?:identifier is invalid|\S{1,200} (?:does not exist|not found))/i
const QUOTA_WORDS =
  /insufficient[_ ](?:quota|balance|credit|funds)|exceeded your current quota|billing|out of credits|credit balance is too low/i

/**
 * A provider's error answer → ours.
 * @param status the provider's HTTP status
 * @param body its body as text, at most the first 64 Ki characters of which are read
 * @returns a GatewayError that carries the provider's own words (500 characters, without keys or URL queries)
 */
export function providerError(status: number, body: string): GatewayError {
  return errorFor(status, say(body))
}

/**
 * An error object inside a 200 answer or a stream (`{"error": …}`) → ours. The status is the one named inside it, else it
 * follows from its type.
 */
export function embeddedError(body: Json): GatewayError {
  const said = sayJson(body)
  return errorFor(said.status ?? statusOfType(`${said.type} ${said.code}`), said)
}

/** The provider sent something that is no event of its own dialect. */
export function brokenEvent(data: string): GatewayError {
  const detail = redact(data.slice(0, MAX_DETAIL_CHARS))
  return new GatewayError("upstream_failed", "The provider sent a broken event. Try the request again.", { detail })
}

/** The provider closed the stream before it had said its last word. */
export function truncatedStream(): GatewayError {
  return new GatewayError(
    "upstream_failed",
    "The provider closed the stream before the answer was complete. What arrived so far is not the whole answer.",
  )
}

function errorFor(status: number, said: Said): GatewayError {
  const words = said.message === "" ? "" : ` The provider said: ${said.message}`
  const special = specialCase(status, said, words)
  if (special) return special
  const [kind, message] = plainCase(status)
  const own = kind === "invalid_request" || kind === "conflict" ? { status } : {}
  return make(kind, message + words, said, { ...own, upstreamStatus: status })
}

/** What a status alone does not say. */
function specialCase(status: number, said: Said, words: string): GatewayError | null {
  const { message } = said
  const codes = [said.code, said.type].map((code) => code.toLowerCase())
  const policy = () =>
    make("content_policy_violation", `The provider's content policy refused this request.${words}`, said)
  if (status === 403) return FORBIDDEN_CONTENT.test(message) || codes.some((c) => POLICY_CODES.has(c)) ? policy() : null
  const refusable = (status >= 400 && status < 429) || status === 500
  if (!refusable || status === 401) return null
  // In words by which litellm as a client knows a ContextWindowExceededError; it reads no code.
  if (codes.some((code) => CONTEXT_CODES.has(code)) || CONTEXT_WORDS.test(message))
    return make("context_window_exceeded", `The request is longer than the model's context length.${words}`, said)
  if (codes.some((code) => POLICY_CODES.has(code)) || POLICY_WORDS.test(message)) return policy()
  if (status === 413 && /rate_limit/.test(said.code + said.type)) return errorFor(429, said)
  if (status !== 400) return null
  if (KEY_WORDS.test(message)) return errorFor(401, said)
  if (said.code === "model_not_found" || MODEL_WORDS.test(message)) return errorFor(404, said)
  if (/credit balance is too low/i.test(message)) return errorFor(402, said)
  return null
}

function plainCase(status: number): [ErrorKind, string] {
  if (status === 401 || status === 403)
    return [
      "upstream_auth",
      "The provider refused the gateway's credentials for this model (your own key is fine). Set a valid api_key on the deployment.",
    ]
  if (status === 402)
    return [
      "upstream_rate_limited",
      "The provider's account has no credit left. Add credit there, or use another model.",
    ]
  if (status === 404)
    return ["model_not_found", "The provider does not know this model. Check model and api_base of the deployment."]
  if (status === 408) return ["upstream_timeout", "The provider took too long. Try again, or raise the timeout."]
  if (status === 409) return ["conflict", "The provider reports a conflict."]
  if (status === 413) return ["body_too_large", "The request is too large for the provider. Send less."]
  if (status === 429) return ["upstream_rate_limited", "The provider is rate limiting the gateway. Try again later."]
  // Groq's word for a full flex tier (console.groq.com/docs/errors).
  if (status === 498) return ["upstream_unavailable", "The provider is unavailable. Try again shortly."]
  if (status >= 400 && status < 500) return ["invalid_request", "The provider refused the request."]
  if (status > 501 && status < 600) return ["upstream_unavailable", "The provider is unavailable. Try again shortly."]
  if (status >= 300 && status < 400)
    return ["upstream_failed", "The provider answered with a redirect. Check api_base of the deployment."]
  return ["upstream_failed", "The provider failed on this request. Try it again."]
}

function make(kind: ErrorKind, message: string, said: Said, extra: ErrorOptions = {}): GatewayError {
  const waits = kind === "upstream_rate_limited" || kind === "upstream_unavailable" ? said.retryAfterSeconds : null
  // Some say "exceeded your current quota" of a minute's limit too, with the seconds after which it has room again.
  const quota =
    kind === "upstream_rate_limited" && waits === null && QUOTA_WORDS.test(`${said.code} ${said.type} ${said.message}`)
  const text = quota
    ? message.replace("is rate limiting the gateway. Try again later.", "reports an exhausted quota.")
    : message
  const options: ErrorOptions = {
    ...extra,
    detail: `provider error type=${said.type} code=${said.code} message=${said.message}`,
    ...(said.param !== null && kind !== "upstream_auth" ? { param: said.param } : {}),
    ...(kind === "invalid_request" && said.code !== "" ? { code: said.code } : {}),
    ...(quota ? { code: "insufficient_quota" } : {}),
    ...(waits === null ? {} : { retryAfterSeconds: waits }),
  }
  return new GatewayError(kind, text, options)
}

function say(body: string): Said {
  const text = body.slice(0, MAX_READ_CHARS).trim()
  const json = parseJson(text)
  // Google answers a stream that could not begin with a list of one.
  const parsed = asObject(Array.isArray(json) ? json[0] : json)
  if (parsed) return sayJson(parsed)
  const html = /^(?:<!doctype|<html|<\?xml)/i.test(text)
  const title = html ? /<title>([^<]{0,200})<\/title>/i.exec(text)?.[1] : undefined
  const message = html ? `an HTML page${title ? ` titled "${title.trim()}"` : ""}` : text
  return { message: clean(message), type: "", code: "", param: null, status: null, retryAfterSeconds: null }
}

function sayJson(body: Json): Said {
  const listed = Array.isArray(body.errors) ? asObject(body.errors[0]) : null
  const error = asObject(body.error) ?? asObject(body.detail) ?? listed ?? body
  const upstream = asText(asObject(error.metadata)?.raw)
  const message =
    asText(error.message) ?? asText(body.error) ?? asText(body.detail) ?? asText(body.message) ?? sayList(body.detail)
  const said = asWord(error.code)
  const code = /^\d*$/.test(said) ? asWord(error.error_code) : said
  return {
    message: clean(upstream && message ? `${message}: ${upstream}` : (message ?? "")),
    type: asWord(error.type) || asWord(error.error_type) || asWord(error.__type),
    code,
    param: asWord(error.param) || null,
    status: httpStatus(error.status_code) ?? httpStatus(error.code) ?? httpStatus(error.status),
    retryAfterSeconds: retryDelay(error, message ?? ""),
  }
}

/** Google's `RetryInfo` ("48s"), or the words of OpenAI and Azure ("try again in 1.2s", "retry after 24 seconds"). */
function retryDelay(error: Json, message: string): number | null {
  const details = asObjects(error.details).map(({ retryDelay: delay }) =>
    /^(\d{1,6}(?:\.\d+)?)s$/.exec(asText(delay) ?? ""),
  )
  const words = /(?:try again in|retry in|retry after) (\d{1,6}(?:\.\d{1,9})?) ?s(?:ec|\b)/i.exec(message)
  const seconds = Number((details.find((found) => found !== null) ?? words)?.[1] ?? Number.NaN)
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : null
}

/** A type, a code or the name of a field: short and without blanks, or it is none; never a key. */
function asWord(value: unknown): string {
  const text = asText(value)
  return text !== null && /^[\w.[\]/:-]{1,100}$/.test(text) ? redact(text) : ""
}

/** FastAPI's validation errors: `[{loc: [...], msg}]`. */
function sayList(detail: unknown): string | null {
  if (!Array.isArray(detail)) return null
  return detail
    .slice(0, 3)
    .map((item) => {
      const row = asObject(item)
      const place = Array.isArray(row?.loc) ? `${row.loc.join(".").slice(0, 200)}: ` : ""
      return place + (asText(row?.msg) ?? "")
    })
    .join("; ")
}

function httpStatus(value: unknown): number | null {
  const status = typeof value === "string" && /^\d{3}$/.test(value) ? Number(value) : value
  return typeof status === "number" && Number.isInteger(status) && status >= 400 && status < 600 ? status : null
}

/** Error types as OpenAI, Anthropic and their imitators name them, in answers that carry no status. */
function statusOfType(type: string): number {
  if (/overloaded|unavailable/.test(type)) return 503
  if (/rate_limit|quota/.test(type)) return 429
  if (/authentication|invalid_api_key/.test(type)) return 401
  if (/permission/.test(type)) return 403
  if (/not_found/.test(type)) return 404
  if (/request_too_large/.test(type)) return 413
  if (/invalid_request|bad_request|too_many_prompt_tokens|context_length|content_(?:filter|policy)/.test(type))
    return 400
  if (/time_?out/.test(type)) return 408
  return 500
}

/** The provider's words as a client may read them: no keys (masked ones neither), no URL query, one line, 500 characters. */
function clean(message: string): string {
  const plain = redact(message)
    .replace(/(https?:\/\/[^\s?"'<>]{1,300})\?[^\s"'<>]*/g, "$1")
    .replace(/(?<![^\s:"'(])[\w.-]{0,40}\*{3,}[\w.-]{0,40}/g, "[redacted]")
    .replace(/\s+/g, " ")
    .trim()
  return plain.length > MAX_MESSAGE_CHARS ? `${plain.slice(0, MAX_MESSAGE_CHARS - 1)}…` : plain
}
