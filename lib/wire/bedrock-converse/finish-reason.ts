import type { FinishReason } from "../chat"

const TO_HUB: Readonly<Record<string, FinishReason>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  tool_use: "tool_calls",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  guardrail_intervened: "content_filter",
  content_filtered: "content_filter",
  refusal: "content_filter",
}
const FROM_HUB: Readonly<Record<FinishReason, string>> = {
  stop: "end_turn",
  length: "max_tokens",
  tool_calls: "tool_use",
  function_call: "tool_use",
  content_filter: "content_filtered",
}

/** Converse's stop reason → hub; one we do not know means the answer is complete. */
export function finishReason(reason: string): FinishReason {
  return Object.hasOwn(TO_HUB, reason) ? (TO_HUB[reason] ?? "stop") : "stop"
}

/** Hub → Converse's stop reason. `original` (what Bedrock itself once said) wins where it means the same. */
export function stopReason(finish: string | null, original: unknown): string {
  if (typeof original === "string" && finish !== null && finishReason(original) === finish) return original
  return FROM_HUB[finish as FinishReason] ?? "end_turn"
}

/** A reason the hub's word cannot say, to be kept beside it; null when it says it all. */
export function originalReason(reason: string): { stop_reason: string } | null {
  return stopReason(finishReason(reason), null) === reason ? null : { stop_reason: reason }
}
