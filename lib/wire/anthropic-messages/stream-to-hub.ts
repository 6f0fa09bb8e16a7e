import { type Clock, systemClock } from "#lib/core/clock"
import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk, ChatDelta, FinishReason, Usage } from "../chat"
import type { Translator } from "../dialect"
import { brokenEvent, embeddedError, truncatedStream } from "../provider-error"
import { asObject, asText, type Json, parseJson } from "../read-json"
import { finishReason } from "./finish-reason"
import { inputOf } from "./messages-from-hub"
import { originals } from "./response"
import { toolNameToHub } from "./tool-name"
import { type Block, JSON_TOOL, RAW_BLOCKS } from "./types"
import { completeUsage, deltaUsage, partialUsage } from "./usage"

/** A content block between its start and its stop. */
interface OpenBlock {
  readonly start: Block
  /** The hub's index of a tool call, the JSON answer in disguise, or neither. */
  readonly tool: number | "json" | null
  text: string
  json: string
  signature: string
}

/**
 * Messages events → hub chunks. Text, reasoning and tool arguments flow as they come; a thinking block goes out whole (with its
 * signature, ready to be replayed) when it ends, and so do blocks the hub has no words for. Usage comes last, in a chunk of its own
 * with empty `choices`, as OpenAI sends it.
 */
export class StreamToHub implements Translator<SseEvent, ChatChunk> {
  readonly #created: number
  #id = ""
  #model = ""
  #usage: Partial<Usage> | null = null
  #blocks = new Map<unknown, OpenBlock>()
  #tools = 0
  #unwrapped = false
  #finished = false
  #done = false

  constructor(clock: Clock = systemClock) {
    this.#created = Math.floor(clock.now() / 1000)
  }

  push(e: SseEvent): ChatChunk[] {
    const data = e.data.trim()
    if (this.#done || data === "") return []
    const event = asObject(parseJson(data))
    if (!event) throw brokenEvent(data)
    const type = asText(event.type) ?? e.event
    if (type === "error" || e.event === "error") throw embeddedError(event)
    if (type === "message_start") return this.#open(asObject(event.message) ?? {})
    if (type === "content_block_start")
      return this.#blockStart(event.index, asObject(event.content_block) as Block | null)
    if (type === "content_block_delta") return this.#blockDelta(event, data)
    if (type === "content_block_stop") return this.#blockStop(event.index)
    if (type === "message_delta") return this.#finish(asObject(event.delta) ?? {}, event.usage)
    return type === "message_stop" ? this.#stop() : []
  }

  end(): ChatChunk[] {
    if (this.#done) return []
    if (!this.#finished) throw truncatedStream()
    return this.#stop()
  }

  #open(message: Json): ChatChunk[] {
    this.#id = asText(message.id) ?? ""
    this.#model = asText(message.model) ?? ""
    this.#learn(partialUsage(message.usage))
    return [this.#chunk({ role: "assistant", content: "" })]
  }

  #blockStart(index: unknown, start: Block | null): ChatChunk[] {
    if (!start) return []
    const isTool = start.type === "tool_use"
    const tool = !isTool ? null : start.name === JSON_TOOL ? "json" : this.#tools++
    if (tool === "json") this.#unwrapped = true
    this.#blocks.set(index, { start, tool, text: "", json: "", signature: asText(start.signature) ?? "" })
    if (typeof tool === "number") {
      const called = { name: toolNameToHub(asText(start.name) ?? ""), arguments: "" }
      return [
        this.#chunk({ tool_calls: [{ index: tool, id: asText(start.id) ?? "", type: "function", function: called }] }),
      ]
    }
    if (start.type === "text" && start.text) return [this.#chunk({ content: String(start.text) })]
    if (start.type === "thinking" && start.thinking) return this.#think(index, String(start.thinking))
    return []
  }

  #blockDelta(event: Json, data: string): ChatChunk[] {
    const delta = asObject(event.delta) ?? {}
    const block = this.#blocks.get(event.index)
    if (delta.type === "text_delta") {
      const content = asText(delta.text)
      return content ? [this.#chunk({ content })] : []
    }
    if (delta.type === "citations_delta")
      return [this.#chunk({ provider_specific_fields: { citation: delta.citation } })]
    if (delta.type === "thinking_delta") return this.#think(event.index, asText(delta.thinking) ?? "")
    if (!block && (delta.type === "signature_delta" || delta.type === "input_json_delta")) throw brokenEvent(data)
    if (delta.type === "signature_delta" && block) block.signature += asText(delta.signature) ?? ""
    if (delta.type === "input_json_delta" && block) return this.#argue(block, asText(delta.partial_json) ?? "")
    return []
  }

  #think(index: unknown, text: string): ChatChunk[] {
    const block = this.#blocks.get(index)
    if (block) block.text += text
    return text === "" ? [] : [this.#chunk({ reasoning_content: text })]
  }

  #argue(block: OpenBlock, json: string): ChatChunk[] {
    block.json += json
    if (json === "" || block.tool === null) return []
    return [this.#chunk(block.tool === "json" ? { content: json } : callDelta(block.tool, json))]
  }

  #blockStop(index: unknown): ChatChunk[] {
    const block = this.#blocks.get(index)
    this.#blocks.delete(index)
    if (!block) return []
    const { start, tool, json } = block
    if (tool !== null) {
      // A call without arguments streams none: the hub's clients parse the string, so it must be JSON.
      return json === "" ? this.#argue(block, JSON.stringify(start.input ?? {})) : []
    }
    if (start.type === "text") return []
    if (start.type === "redacted_thinking")
      return [this.#chunk({ thinking_blocks: [{ type: "redacted_thinking", data: asText(start.data) ?? "" }] })]
    if (start.type === "thinking")
      return [
        this.#chunk({ thinking_blocks: [{ type: "thinking", thinking: block.text, signature: block.signature }] }),
      ]
    const whole = json === "" ? start : { ...start, input: inputOf(json) }
    return [this.#chunk({ provider_specific_fields: { [RAW_BLOCKS]: [whole] } })]
  }

  #finish(delta: Json, usage: unknown): ChatChunk[] {
    this.#learn(deltaUsage(usage))
    const reason = asText(delta.stop_reason)
    if (reason === null) return []
    this.#finished = true
    const plain = this.#unwrapped && this.#tools === 0 && reason === "tool_use"
    const chunk = this.#chunk({}, plain ? "stop" : finishReason(reason))
    const fields = originals(delta)
    if (fields && chunk.choices[0]) chunk.choices[0].provider_specific_fields = fields
    return [chunk]
  }

  #stop(): ChatChunk[] {
    this.#done = true
    const last = this.#finished ? [] : [this.#chunk({}, "stop")]
    if (!this.#usage) return last
    return [...last, { ...this.#chunk({}), choices: [], usage: completeUsage(this.#usage) }]
  }

  #learn(news: Partial<Usage> | null): void {
    if (news) this.#usage = { ...this.#usage, ...news }
  }

  #chunk(delta: ChatDelta, finish: FinishReason | null = null): ChatChunk {
    const choices = [{ index: 0, delta, finish_reason: finish }]
    return { id: this.#id, object: "chat.completion.chunk", created: this.#created, model: this.#model, choices }
  }
}

function callDelta(index: number, json: string): ChatDelta {
  return { tool_calls: [{ index, function: { arguments: json } }] }
}
