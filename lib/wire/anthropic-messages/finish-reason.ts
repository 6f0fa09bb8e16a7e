import type { FinishReason } from "../chat"

const TO_HUB: Readonly<Record<string, FinishReason>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
  pause_turn: "length",
  model_context_window_exceeded: "length",
  compaction: "length",
  tool_use: "tool_calls",
  refusal: "content_filter",
}

const FROM_HUB: Readonly<Record<FinishReason, string>> = {
  stop: "end_turn",
  length: "max_tokens",
  tool_calls: "tool_use",
  function_call: "tool_use",
  content_filter: "refusal",
}

/** Anthropic's stop reason → hub; one we do not know means the answer is complete. */
export function finishReason(stopReason: string): FinishReason {
  return TO_HUB[stopReason] ?? "stop"
}

/** Hub → Anthropic's stop reason. `original` (what Anthropic itself once said) wins where it means the same. */
export function stopReason(finish: string | null, original: unknown): string {
  if (typeof original === "string" && finish !== null && finishReason(original) === finish) return original
  return FROM_HUB[finish as FinishReason] ?? "end_turn"
}
