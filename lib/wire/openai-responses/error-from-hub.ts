import { errorBody, type GatewayError } from "#lib/core/errors"
import type { SseEvent } from "#lib/core/sse"
import type { Json } from "../read-json"

/** An error as clients of Responses expect it: OpenAI's envelope. */
export function errorFromHub(e: GatewayError): Json {
  return { ...errorBody(e) }
}

/**
 * The event that ends a stream with an error. The fields stand where the API reference has them, and once more under `error`, where
 * the official clients look in order to throw. The number is no count of what came before, which bytes that were passed on do not tell.
 */
export function errorEventFromHub(e: GatewayError): SseEvent {
  const { error } = errorBody(e)
  const { message, code, param } = error
  return { event: "error", data: JSON.stringify({ type: "error", code, message, param, sequence_number: 0, error }) }
}
