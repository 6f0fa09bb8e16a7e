import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk, ToolCallDelta, Usage } from "../chat"
import type { Translator } from "../dialect"
import type { Json } from "../read-json"
import { argumentsObject } from "./messages-from-hub"
import { counts, stamp } from "./response"

interface Gathered {
  id: string
  name: string
  json: string
}

/**
 * Hub chunks → lines of /api/chat. Ollama says a call whole, so calls are gathered and said before the last line, which holds the
 * counts and therefore waits for the end of the provider's stream.
 */
export class StreamFromHub implements Translator<ChatChunk, SseEvent> {
  #stamp: Json = stamp({ model: "", created: 0 })
  #calls: Gathered[] = []
  #open = new Map<number, Gathered>()
  #finish: string | null = null
  #usage: Usage | null = null

  push(chunk: ChatChunk): SseEvent[] {
    this.#stamp = stamp(chunk)
    if (chunk.usage) this.#usage = chunk.usage
    const choice = chunk.choices.find((c) => (c.index ?? 0) === 0)
    if (!choice) return []
    if (choice.finish_reason) this.#finish = choice.finish_reason
    const { delta } = choice
    for (const call of delta.tool_calls ?? []) this.#gather(call)
    const content = (delta.content ?? "") + (delta.refusal ?? "")
    if (content === "" && !delta.reasoning_content) return []
    const thinking = delta.reasoning_content ? { thinking: delta.reasoning_content } : {}
    return [this.#line({ role: "assistant", content, ...thinking }, { done: false })]
  }

  end(): SseEvent[] {
    const calls = this.#calls.map(({ id, name, json }) => ({
      ...(id === "" ? {} : { id }),
      function: { name, arguments: argumentsObject(json) },
    }))
    const said =
      calls.length > 0 ? [this.#line({ role: "assistant", content: "", tool_calls: calls }, { done: false })] : []
    const done_reason = this.#finish === "length" ? "length" : "stop"
    return [
      ...said,
      this.#line({ role: "assistant", content: "" }, { done: true, done_reason, ...counts(this.#usage) }),
    ]
  }

  #gather(call: ToolCallDelta): void {
    const slot = call.index ?? 0
    let known = this.#open.get(slot)
    // Some providers give every call the index 0; a new id is a new call.
    if (!known || (call.id && known.id !== "" && call.id !== known.id)) {
      known = { id: "", name: "", json: "" }
      this.#open.set(slot, known)
      this.#calls.push(known)
    }
    known.id ||= call.id ?? ""
    known.name ||= call.function?.name ?? ""
    known.json += call.function?.arguments ?? ""
  }

  #line(message: Json, more: Json): SseEvent {
    return { event: "", data: JSON.stringify({ ...this.#stamp, message, ...more }) }
  }
}
