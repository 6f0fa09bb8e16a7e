import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk, ChunkChoice, ToolCallDelta, Usage } from "../chat"
import type { Translator } from "../dialect"
import { asObject, asText, type Json } from "../read-json"
import { citationsFromHub } from "./citations"
import { finishReasonFromHub } from "./finish-reason"
import { usageFromHub } from "./usage"

/** One event in Cohere's framing: the name stands in the `event:` line and in the data. */
export function event(type: string, fields: Json = {}): SseEvent {
  return { event: type, data: JSON.stringify({ type, ...fields }) }
}

/**
 * Hub chunks → Cohere's v2 stream events: `message-start`, content and calls one after the other, `message-end` with the finish
 * reason and the usage. The end is held back until the provider's stream has ended, because its usage comes last.
 */
export class StreamFromHub implements Translator<ChatChunk, SseEvent> {
  #started = false
  #next = 0
  #open: { kind: "text" | "thinking"; index: number } | null = null
  #tool: number | null = null
  #tools = new Map<number, { id: string; index: number }>()
  #calls = 0
  #citations = 0
  #text = ""
  #finish: string | null = null
  #original: unknown = null
  #usage: Usage | null = null

  push(chunk: ChatChunk): SseEvent[] {
    if (chunk.usage) this.#usage = chunk.usage
    const out = this.#started ? [] : [this.#start(chunk.id)]
    const choice = chunk.choices.find((c) => (c.index ?? 0) === 0)
    if (choice) this.#choice(choice, out)
    return out
  }

  end(): SseEvent[] {
    const out = this.#started ? [] : [this.#start("")]
    this.#close(out)
    this.#closeTool(out)
    const usage = usageFromHub(this.#usage)
    const finish_reason = finishReasonFromHub(this.#finish, this.#original)
    out.push(event("message-end", { delta: { finish_reason, ...(usage ? { usage } : {}) } }))
    return out
  }

  #start(id: string): SseEvent {
    this.#started = true
    const message = { role: "assistant", content: [], tool_plan: "", tool_calls: [], citations: [] }
    return event("message-start", { id, delta: { message } })
  }

  #choice(choice: ChunkChoice, out: SseEvent[]): void {
    const { delta } = choice
    const plan = asText(asObject(delta.provider_specific_fields)?.tool_plan)
    if (plan) out.push(event("tool-plan-delta", { delta: { message: { tool_plan: plan } } }))
    else if (delta.reasoning_content) this.#content("thinking", delta.reasoning_content, out)
    if (delta.content) this.#content("text", delta.content, out)
    if (delta.refusal) this.#content("text", delta.refusal, out)
    for (const call of delta.tool_calls ?? []) this.#call(call, out)
    for (const citation of citationsFromHub(delta, this.#text)) {
      const index = this.#citations++
      out.push(event("citation-start", { index, delta: { message: { citations: citation } } }))
      out.push(event("citation-end", { index }))
    }
    if (choice.finish_reason) this.#finish = choice.finish_reason
    this.#original = asObject(choice.provider_specific_fields)?.finish_reason ?? this.#original
  }

  #content(kind: "text" | "thinking", text: string, out: SseEvent[]): void {
    this.#closeTool(out)
    if (kind === "text") this.#text += text
    if (this.#open?.kind !== kind) {
      this.#close(out)
      this.#open = { kind, index: this.#next++ }
      const content = { type: kind, [kind]: "" }
      out.push(event("content-start", { index: this.#open.index, delta: { message: { content } } }))
    }
    const { index } = this.#open
    out.push(event("content-delta", { index, delta: { message: { content: { [kind]: text } } } }))
  }

  #call(call: ToolCallDelta, out: SseEvent[]): void {
    const slot = call.index ?? 0
    const args = call.function?.arguments ?? ""
    let known = this.#tools.get(slot)
    // Some providers give every call the index 0; a new id is a new call.
    if (!known || (call.id && call.id !== known.id)) {
      this.#close(out)
      this.#closeTool(out)
      known = { id: call.id ?? "", index: this.#calls++ }
      this.#tools.set(slot, known)
      this.#tool = known.index
      const started = { id: known.id, type: "function", function: { name: call.function?.name ?? "", arguments: "" } }
      out.push(event("tool-call-start", { index: known.index, delta: { message: { tool_calls: started } } }))
    }
    if (args === "") return
    const tool_calls = { function: { arguments: args } }
    out.push(event("tool-call-delta", { index: known.index, delta: { message: { tool_calls } } }))
  }

  #closeTool(out: SseEvent[]): void {
    if (this.#tool === null) return
    out.push(event("tool-call-end", { index: this.#tool }))
    this.#tool = null
  }

  #close(out: SseEvent[]): void {
    if (!this.#open) return
    out.push(event("content-end", { index: this.#open.index }))
    this.#open = null
  }
}
