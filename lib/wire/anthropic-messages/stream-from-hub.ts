import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk, ChatDelta, ChunkChoice, ThinkingBlock, ToolCallDelta, Usage } from "../chat"
import type { Translator } from "../dialect"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { stopReason } from "./finish-reason"
import { type Block, RAW_BLOCKS } from "./types"
import { usageFromHub } from "./usage"

/** One event in Anthropic's framing: the name stands in the `event:` line and in the data. */
export function event(type: string, fields: Json = {}): SseEvent {
  return { event: type, data: JSON.stringify({ type, ...fields }) }
}

/**
 * Hub chunks → Messages events, in the order clients rely on: `message_start`, then blocks one after the other (start, deltas,
 * stop), then `message_delta` with the stop reason and the usage, then `message_stop`. The end is held back until the provider's
 * stream has ended, because its usage comes after its finish reason.
 */
export class StreamFromHub implements Translator<ChatChunk, SseEvent> {
  #started = false
  #next = 0
  #open: { kind: "text" | "thinking" | "tool"; index: number } | null = null
  /** Hub tool index → block. A call that turns up late (interleaved arguments) still finds its block. */
  #tools = new Map<number, { id: string; index: number }>()
  #finish: string | null = null
  #original: Json = {}
  #usage: Usage | null = null

  push(chunk: ChatChunk): SseEvent[] {
    if (chunk.usage) this.#usage = chunk.usage
    const choice = chunk.choices.find((c) => (c.index ?? 0) === 0)
    if (!choice && this.#started) return []
    const out = this.#started ? [] : [this.#start(chunk)]
    if (choice) this.#choice(choice, out)
    return out
  }

  end(): SseEvent[] {
    const out: SseEvent[] = []
    if (!this.#started)
      out.push(this.#start({ id: "", object: "chat.completion.chunk", created: 0, model: "", choices: [] }))
    this.#close(out)
    const reason = stopReason(this.#finish, this.#original.stop_reason)
    const delta = { stop_reason: reason, stop_sequence: asText(this.#original.stop_sequence) }
    out.push(event("message_delta", { delta, usage: usageFromHub(this.#usage) }), event("message_stop"))
    return out
  }

  #start(chunk: ChatChunk): SseEvent {
    this.#started = true
    const message = {
      id: chunk.id,
      type: "message",
      role: "assistant",
      model: chunk.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: usageFromHub(chunk.usage),
    }
    return event("message_start", { message })
  }

  #choice(choice: ChunkChoice, out: SseEvent[]): void {
    const { delta } = choice
    if (delta.reasoning_content)
      this.#delta("thinking", { type: "thinking_delta", thinking: delta.reasoning_content }, out)
    for (const block of delta.thinking_blocks ?? []) this.#thinkingBlock(block, out)
    this.#text(delta, out)
    for (const call of delta.tool_calls ?? []) this.#tool(call, out)
    for (const block of asObjects(asObject(delta.provider_specific_fields)?.[RAW_BLOCKS]))
      this.#whole(block as Block, out)
    if (choice.finish_reason) this.#finish = choice.finish_reason
    this.#original = asObject(choice.provider_specific_fields) ?? this.#original
  }

  #text(delta: ChatDelta, out: SseEvent[]): void {
    if (delta.content) this.#delta("text", { type: "text_delta", text: delta.content }, out)
    if (delta.refusal) this.#delta("text", { type: "text_delta", text: delta.refusal }, out)
    const citation = asObject(delta.provider_specific_fields)?.citation
    if (citation) this.#delta("text", { type: "citations_delta", citation }, out)
  }

  /** A whole block: its text has usually been streamed before, then only the signature is news. */
  #thinkingBlock(block: ThinkingBlock, out: SseEvent[]): void {
    if (block.type === "redacted_thinking") {
      this.#whole({ ...block }, out)
      return
    }
    if (this.#open?.kind !== "thinking" && block.thinking)
      this.#delta("thinking", { type: "thinking_delta", thinking: block.thinking }, out)
    if (!block.signature) return
    this.#delta("thinking", { type: "signature_delta", signature: block.signature }, out)
    this.#close(out)
  }

  #tool(call: ToolCallDelta, out: SseEvent[]): void {
    const slot = call.index ?? 0
    let known = this.#tools.get(slot)
    // Some providers give every call the index 0; a new id is a new call.
    if (!known || (call.id && call.id !== known.id)) {
      this.#close(out)
      const index = this.#next++
      known = { id: call.id ?? `toolu_${index}`, index }
      this.#tools.set(slot, known)
      this.#open = { kind: "tool", index }
      const block = { type: "tool_use", id: known.id, name: call.function?.name ?? "", input: {} }
      out.push(event("content_block_start", { index, content_block: block }))
    }
    const json = call.function?.arguments
    if (!json) return
    const delta = { type: "input_json_delta", partial_json: json }
    out.push(event("content_block_delta", { index: known.index, delta }))
  }

  #whole(block: Block, out: SseEvent[]): void {
    this.#close(out)
    const index = this.#next++
    const streamed = asObject(block.input)
    const start = streamed ? { ...block, input: {} } : block
    out.push(event("content_block_start", { index, content_block: start }))
    if (streamed) {
      const delta = { type: "input_json_delta", partial_json: JSON.stringify(streamed) }
      out.push(event("content_block_delta", { index, delta }))
    }
    out.push(event("content_block_stop", { index }))
  }

  #delta(kind: "text" | "thinking", delta: Json, out: SseEvent[]): void {
    if (this.#open?.kind !== kind) {
      this.#close(out)
      this.#open = { kind, index: this.#next++ }
      const block = kind === "text" ? { type: kind, text: "" } : { type: kind, thinking: "", signature: "" }
      out.push(event("content_block_start", { index: this.#open.index, content_block: block }))
    }
    out.push(event("content_block_delta", { index: this.#open.index, delta }))
  }

  #close(out: SseEvent[]): void {
    if (!this.#open) return
    out.push(event("content_block_stop", { index: this.#open.index }))
    this.#open = null
  }
}
