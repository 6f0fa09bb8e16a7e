import { GatewayError } from "#lib/core/errors"
import type { SseEvent } from "#lib/core/sse"
import { providerError } from "../provider-error"
import { asObject, asText, type Json, parseJson } from "../read-json"

/** Statuses of the failures a stream can hold (API_runtime_ConverseStreamOutput). */
const STATUSES: Readonly<Record<string, number>> = {
  validationException: 400,
  accessDeniedException: 403,
  resourceNotFoundException: 404,
  modelTimeoutException: 408,
  throttlingException: 429,
  serviceQuotaExceededException: 429,
  modelNotReadyException: 429,
  internalServerException: 500,
  modelStreamErrorException: 500,
  serviceUnavailableException: 503,
}
const UNKNOWN_MODEL = /model identifier is invalid|model id(?:entifier)? .{0,80}(?:not found|does not exist)/i
const TOO_LONG = /input tokens exceeded|number of input tokens exceeds|too many tokens|input is too long/i
const MODEL_FAILED = 424

/**
 * Bedrock's error answer (`{"message": …}`) → ours. Beyond what every provider says, it answers 400 for a model it does not know
 * and for input that is too long, and 424 when the model itself failed.
 */
export function errorToHub(status: number, body: string): GatewayError {
  const said = asObject(parseJson(body))
  const message = asText(said?.message) ?? asText(said?.Message) ?? ""
  if (status === 400 && UNKNOWN_MODEL.test(message)) return reallySaid(status, providerError(404, body))
  if (status === 400 && TOO_LONG.test(message))
    return providerError(400, JSON.stringify({ message, code: "context_length_exceeded" }))
  if (status === MODEL_FAILED) return reallySaid(status, providerError(500, JSON.stringify({ message })))
  return providerError(status, said && said.message === undefined && message ? JSON.stringify({ message }) : body)
}

/** The same error with the status that Bedrock gave it. */
function reallySaid(upstreamStatus: number, e: GatewayError): GatewayError {
  const { status, code, detail } = e
  return new GatewayError(e.kind, e.message, {
    status,
    code,
    upstreamStatus,
    ...(detail === undefined ? {} : { detail }),
  })
}

/** Is this event of a stream a failure? Then it as ours, else null. */
export function errorInStream(e: SseEvent): GatewayError | null {
  if (e.event !== "error" && !e.event.endsWith("Exception")) return null
  const said = asObject(parseJson(e.data))
  const name = e.event === "error" ? (asText(said?.code) ?? "") : e.event
  return errorToHub(STATUSES[name] ?? 500, e.data)
}

const NAMES: Readonly<Record<number, string>> = {
  400: "validationException",
  401: "accessDeniedException",
  403: "accessDeniedException",
  404: "resourceNotFoundException",
  408: "modelTimeoutException",
  429: "throttlingException",
  503: "serviceUnavailableException",
  504: "modelTimeoutException",
}

/** An error as clients of Bedrock expect it, public voice only. */
export function errorFromHub(e: GatewayError): Json {
  return { message: e.message }
}

/** The exception that ends a stream for them. */
export function errorEvent(e: GatewayError): SseEvent {
  const name = NAMES[e.status] ?? (e.status < 500 ? "validationException" : "internalServerException")
  return { event: name, data: JSON.stringify(errorFromHub(e)) }
}
