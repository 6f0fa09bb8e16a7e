import type { FinishReason } from "../chat"
import { asObject, asText, type Json } from "../read-json"

/** Status of a response → hub; null while a background response is still being made. */
export function finishReason(response: Json, calledTools: boolean): FinishReason | null {
  const status = asText(response.status)
  if (status === "queued" || status === "in_progress") return null
  if (status === "incomplete") {
    const reason = asText(asObject(response.incomplete_details)?.reason)
    return reason === "content_filter" ? "content_filter" : "length"
  }
  return calledTools ? "tool_calls" : "stop"
}

/** Hub → status and the reason it is not complete. */
export function statusFromHub(finish: FinishReason | null | undefined): {
  status: string
  incomplete_details: Json | null
} {
  if (finish === "length") return { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } }
  if (finish === "content_filter") return { status: "incomplete", incomplete_details: { reason: "content_filter" } }
  return { status: "completed", incomplete_details: null }
}
