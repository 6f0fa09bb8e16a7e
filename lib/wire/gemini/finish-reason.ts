import type { FinishReason } from "../chat"

const FILTERED = /^(?:SAFETY|RECITATION|BLOCKLIST|PROHIBITED_CONTENT|SPII|LANGUAGE|OTHER|MODEL_ARMOR|IMAGE_[A-Z_]+)$/

/** Vertex' numbers, for answers with `enum-encoding=int`. */
const BY_NUMBER = [
  "FINISH_REASON_UNSPECIFIED",
  "STOP",
  "MAX_TOKENS",
  "SAFETY",
  "RECITATION",
  "OTHER",
  "BLOCKLIST",
  "PROHIBITED_CONTENT",
  "SPII",
  "MALFORMED_FUNCTION_CALL",
]

const FROM_HUB: Readonly<Record<FinishReason, string>> = {
  stop: "STOP",
  tool_calls: "STOP",
  function_call: "STOP",
  length: "MAX_TOKENS",
  content_filter: "SAFETY",
}

/** Gemini's own word for why it stopped; null while it has not. */
export function nativeReason(value: unknown): string | null {
  if (typeof value === "number") return BY_NUMBER[value] ?? "STOP"
  return typeof value === "string" && value !== "" ? value : null
}

/** Gemini's finish reason → hub. It says STOP after function calls too; a reason we do not know means the answer is complete. */
export function finishReason(reason: string, called: boolean): FinishReason {
  if (reason === "MAX_TOKENS") return "length"
  if (FILTERED.test(reason)) return "content_filter"
  return called ? "tool_calls" : "stop"
}

/** Hub → Gemini's finish reason. `original` (what Gemini itself once said) wins where it means the same. */
export function reasonFromHub(finish: string | null, original: unknown): string {
  if (typeof original === "string" && finish !== null) {
    if (finishReason(original, false) === finish || finishReason(original, true) === finish) return original
  }
  return FROM_HUB[finish as FinishReason] ?? "STOP"
}
