import type { SseEvent } from "#lib/core/sse"
import { asObjects, asText, type Json } from "../read-json"

const LAST: Readonly<Record<string, string>> = {
  completed: "response.completed",
  incomplete: "response.incomplete",
  failed: "response.failed",
  cancelled: "response.incomplete",
}

/**
 * The events of a stream that ends with this response, as its provider might have sent them: each text in one piece. Those up to the
 * sequence number `after` are left out (-1 = none).
 */
export function replayResponse(response: Json, after: number): SseEvent[] {
  const events: Json[] = []
  const begun = { ...response, status: "in_progress", output: [], usage: null }
  const say = (type: string, fields: Json) => {
    events.push({ type, sequence_number: events.length, ...fields })
  }
  say("response.created", { response: begun })
  say("response.in_progress", { response: begun })
  for (const [output_index, item] of asObjects(response.output).entries()) sayItem(say, item, output_index)
  say(LAST[String(response.status)] ?? "response.completed", { response })
  return events.slice(after + 1).map((event) => ({ event: String(event.type), data: JSON.stringify(event) }))
}

type Say = (type: string, fields: Json) => void

function sayItem(say: Say, item: Json, output_index: number): void {
  const item_id = asText(item.id) ?? ""
  const at = { item_id, output_index }
  const bare = item.type === "message" ? { content: [] } : item.type === "function_call" ? { arguments: "" } : {}
  say("response.output_item.added", { output_index, item: { ...item, ...bare, status: "in_progress" } })
  if (item.type === "message")
    for (const [content_index, part] of asObjects(item.content).entries()) sayPart(say, part, { ...at, content_index })
  if (item.type === "reasoning")
    for (const [summary_index, part] of asObjects(item.summary).entries()) {
      const text = asText(part.text) ?? ""
      const where = { ...at, summary_index }
      say("response.reasoning_summary_part.added", { ...where, part: { ...part, text: "" } })
      say("response.reasoning_summary_text.delta", { ...where, delta: text })
      say("response.reasoning_summary_text.done", { ...where, text })
      say("response.reasoning_summary_part.done", { ...where, part })
    }
  if (item.type === "function_call") {
    const args = asText(item.arguments) ?? ""
    say("response.function_call_arguments.delta", { ...at, delta: args })
    say("response.function_call_arguments.done", { ...at, name: item.name, arguments: args })
  }
  say("response.output_item.done", { output_index, item })
}

function sayPart(say: Say, part: Json, at: Json): void {
  if (part.type === "refusal") {
    const refusal = asText(part.refusal) ?? ""
    say("response.content_part.added", { ...at, part: { ...part, refusal: "" } })
    say("response.refusal.delta", { ...at, delta: refusal })
    say("response.refusal.done", { ...at, refusal })
  } else {
    const text = asText(part.text) ?? ""
    say("response.content_part.added", { ...at, part: { ...part, text: "", annotations: [] } })
    say("response.output_text.delta", { ...at, delta: text, logprobs: [] })
    for (const [annotation_index, annotation] of asObjects(part.annotations).entries())
      say("response.output_text.annotation.added", { ...at, annotation_index, annotation })
    say("response.output_text.done", { ...at, text, logprobs: [] })
  }
  say("response.content_part.done", { ...at, part })
}
