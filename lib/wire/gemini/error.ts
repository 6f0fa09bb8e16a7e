import { GatewayError } from "#lib/core/errors"
import { embeddedError, providerError } from "../provider-error"
import { asObject, asObjects, asText, type Json, parseJson } from "../read-json"

const TOO_LONG = /exceeds the maximum number of tokens|input token count|maximum context/i
const BAD_KEY = /API_KEY_INVALID|API key not valid|API key expired/i
const RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo"

const STATUSES: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  408: "DEADLINE_EXCEEDED",
  409: "ABORTED",
  413: "INVALID_ARGUMENT",
  429: "RESOURCE_EXHAUSTED",
  499: "CANCELLED",
  501: "UNIMPLEMENTED",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
}

/**
 * Google's error answer (google.rpc.Status) → ours. A wrong key is a 400 there, a prompt that is too long has no code of its own,
 * and the time to wait stands in the details.
 */
export function errorToHub(status: number, body: string): GatewayError {
  const parsed = parseJson(body)
  const said = asObject(Array.isArray(parsed) ? parsed[0] : parsed)
  const error = asObject(said?.error)
  if (!said || !error) return providerError(status, body)
  // A failure inside a 200 answer says itself what it is.
  if (status === 500 && isStatus(error.code) && error.code !== 500) return errorToHub(error.code, body)
  const message = asText(error.message) ?? ""
  const details = asObjects(error.details)
  if (status === 400 && (BAD_KEY.test(message) || details.some((d) => BAD_KEY.test(asText(d.reason) ?? ""))))
    return providerError(401, JSON.stringify(said))
  const code = TOO_LONG.test(message) ? { code: "context_length_exceeded" } : {}
  const known = providerError(status, JSON.stringify({ error: { message, type: asText(error.status) ?? "", ...code } }))
  const seconds = retrySeconds(details)
  if (seconds === null || known.retryAfterSeconds !== undefined) return known
  const { status: own, code: ownCode, detail } = known
  return new GatewayError(known.kind, known.message, {
    status: own,
    code: ownCode,
    retryAfterSeconds: seconds,
    cause: known,
    ...(detail === undefined ? {} : { detail }),
  })
}

/** An error inside a 200 answer or a stream → ours. */
export function embedded(body: Json): GatewayError {
  const code = asObject(body.error)?.code
  return isStatus(code) ? errorToHub(code, JSON.stringify(body)) : embeddedError(body)
}

function isStatus(code: unknown): code is number {
  return typeof code === "number" && Number.isInteger(code) && code >= 400 && code < 600
}

/** `google.rpc.RetryInfo`: `{"retryDelay": "48.9s"}`, in whole seconds. */
function retrySeconds(details: readonly Json[]): number | null {
  for (const { retryDelay } of details) {
    const seconds = Number.parseFloat(asText(retryDelay) ?? "")
    if (Number.isFinite(seconds) && seconds >= 0) return Math.max(1, Math.ceil(seconds))
  }
  return null
}

/** An error as clients of Gemini expect it (google.rpc.Status), public voice only; the time to wait is in the details, where they look. */
export function errorFromHub(e: GatewayError): Json {
  const status = STATUSES[e.status] ?? (e.status < 500 ? "INVALID_ARGUMENT" : "INTERNAL")
  const wait = e.retryAfterSeconds
  const details = wait === undefined ? {} : { details: [{ "@type": RETRY_INFO, retryDelay: `${wait}s` }] }
  return { error: { code: e.status, message: e.message, status, ...details } }
}
