import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk, ChatDelta, ChunkChoice, ThinkingBlock, ToolCallDelta, Usage } from "../chat"
import type { Translator } from "../dialect"
import { asObject, asObjects, type Json } from "../read-json"
import { stopReason } from "./finish-reason"
import { type Block, RAW_BLOCKS } from "./types"
import { usageFromHub } from "./usage"

/** One event of ConverseStream: the name is the frame's `:event-type`. */
export function event(name: string, body: Json): SseEvent {
  return { event: name, data: JSON.stringify(body) }
}

/**
 * Hub chunks → ConverseStream events: `messageStart`, then blocks one after the other, then `messageStop` and `metadata`. The end is
 * held back until the provider's stream has ended, because its usage comes after its finish reason.
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
  #metrics: unknown = null

  push(chunk: ChatChunk): SseEvent[] {
    if (chunk.usage) this.#usage = chunk.usage
    if (chunk.metrics) this.#metrics = chunk.metrics
    const out: SseEvent[] = []
    const choice = chunk.choices.find((c) => (c.index ?? 0) === 0)
    if (!choice) return out
    this.#begin(out)
    this.#choice(choice, out)
    return out
  }

  end(): SseEvent[] {
    const out: SseEvent[] = []
    this.#begin(out)
    this.#close(out)
    const { stop_reason, additionalModelResponseFields: extra } = this.#original
    out.push(
      event("messageStop", {
        stopReason: stopReason(this.#finish, stop_reason),
        ...(extra ? { additionalModelResponseFields: extra } : {}),
      }),
      event("metadata", { usage: usageFromHub(this.#usage), metrics: this.#metrics ?? { latencyMs: 0 } }),
    )
    return out
  }

  #begin(out: SseEvent[]): void {
    if (this.#started) return
    this.#started = true
    out.push(event("messageStart", { role: "assistant" }))
  }

  #choice(choice: ChunkChoice, out: SseEvent[]): void {
    const { delta } = choice
    if (delta.reasoning_content) this.#delta("thinking", { reasoningContent: { text: delta.reasoning_content } }, out)
    for (const block of delta.thinking_blocks ?? []) this.#thinkingBlock(block, out)
    this.#text(delta, out)
    for (const call of delta.tool_calls ?? []) this.#tool(call, out)
    for (const block of asObjects(asObject(delta.provider_specific_fields)?.[RAW_BLOCKS])) this.#whole(block, out)
    if (choice.finish_reason) this.#finish = choice.finish_reason
    this.#original = asObject(choice.provider_specific_fields) ?? this.#original
  }

  #text(delta: ChatDelta, out: SseEvent[]): void {
    if (delta.content) this.#delta("text", { text: delta.content }, out)
    if (delta.refusal) this.#delta("text", { text: delta.refusal }, out)
    const fields = asObject(delta.provider_specific_fields)
    const citation = asObject(fields?.citation)
    if (citation) this.#delta("text", { citation }, out)
    const unknown = asObject(fields?.converse_delta)
    if (unknown) this.#delta("text", unknown, out)
  }

  /** A whole block: its text has usually been streamed before, then only the signature is news. */
  #thinkingBlock(block: ThinkingBlock, out: SseEvent[]): void {
    if (block.type === "redacted_thinking") {
      this.#close(out)
      this.#delta("thinking", { reasoningContent: { redactedContent: block.data } }, out)
      this.#close(out)
      return
    }
    if (this.#open?.kind !== "thinking" && block.thinking)
      this.#delta("thinking", { reasoningContent: { text: block.thinking } }, out)
    if (block.signature) this.#delta("thinking", { reasoningContent: { signature: block.signature } }, out)
    this.#close(out)
  }

  #tool(call: ToolCallDelta, out: SseEvent[]): void {
    const slot = call.index ?? 0
    let known = this.#tools.get(slot)
    // Some providers give every call the index 0; a new id is a new call.
    if (!known || (call.id && call.id !== known.id)) {
      this.#close(out)
      const index = this.#next++
      known = { id: call.id ?? `tooluse_${index}`, index }
      this.#tools.set(slot, known)
      this.#open = { kind: "tool", index }
      const toolUse = { toolUseId: known.id, name: call.function?.name ?? "" }
      out.push(event("contentBlockStart", { start: { toolUse }, contentBlockIndex: index }))
    }
    const input = call.function?.arguments
    if (input) out.push(event("contentBlockDelta", { delta: { toolUse: { input } }, contentBlockIndex: known.index }))
  }

  /** A server tool's call or result. */
  #whole(block: Block, out: SseEvent[]): void {
    this.#close(out)
    const contentBlockIndex = this.#next++
    const { input, ...use } = asObject(block.toolUse) ?? {}
    const { content, ...result } = asObject(block.toolResult) ?? {}
    const start = block.toolUse ? { toolUse: use } : block.toolResult ? { toolResult: result } : block
    out.push(event("contentBlockStart", { start, contentBlockIndex }))
    if (input !== undefined)
      out.push(event("contentBlockDelta", { delta: { toolUse: { input: JSON.stringify(input) } }, contentBlockIndex }))
    if (content !== undefined)
      out.push(event("contentBlockDelta", { delta: { toolResult: content }, contentBlockIndex }))
    out.push(event("contentBlockStop", { contentBlockIndex }))
  }

  #delta(kind: "text" | "thinking", delta: Json, out: SseEvent[]): void {
    if (this.#open?.kind !== kind) {
      this.#close(out)
      this.#open = { kind, index: this.#next++ }
    }
    out.push(event("contentBlockDelta", { delta, contentBlockIndex: this.#open.index }))
  }

  #close(out: SseEvent[]): void {
    if (!this.#open) return
    out.push(event("contentBlockStop", { contentBlockIndex: this.#open.index }))
    this.#open = null
  }
}
