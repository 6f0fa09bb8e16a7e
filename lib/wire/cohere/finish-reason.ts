import { GatewayError } from "#lib/core/errors"
import { redact } from "#lib/core/log"
import type { FinishReason } from "../chat"

const TO_HUB: Readonly<Record<string, FinishReason>> = {
  COMPLETE: "stop",
  STOP_SEQUENCE: "stop",
  MAX_TOKENS: "length",
  TOOL_CALL: "tool_calls",
  ERROR_TOXIC: "content_filter",
  ERROR_LIMIT: "length",
}

const FROM_HUB: Readonly<Record<FinishReason, string>> = {
  stop: "COMPLETE",
  length: "MAX_TOKENS",
  tool_calls: "TOOL_CALL",
  function_call: "TOOL_CALL",
  content_filter: "ERROR_TOXIC",
}

/**
 * Cohere's finish reason → hub; one we do not know means the answer is complete. Throws when the reason says that the generation
 * failed: what there is of the answer is not an answer.
 * @param said what Cohere said about the failure, if anything
 */
export function finishReason(reason: string, said: string | null = null): FinishReason {
  const detail = redact(`finish_reason=${reason} ${said ?? ""}`.slice(0, 500))
  if (reason === "TIMEOUT")
    throw new GatewayError("upstream_timeout", "The provider ran out of time while it generated. Try again.", {
      detail,
    })
  if (reason === "ERROR")
    throw new GatewayError("upstream_failed", "The provider failed while it generated. Try the request again.", {
      detail,
    })
  return TO_HUB[reason] ?? "stop"
}

/** Hub → Cohere's finish reason. `original` (what Cohere itself once said) wins where it means the same. */
export function finishReasonFromHub(finish: string | null, original: unknown): string {
  if (typeof original === "string" && finish !== null && TO_HUB[original] === finish) return original
  return FROM_HUB[finish as FinishReason] ?? "COMPLETE"
}
