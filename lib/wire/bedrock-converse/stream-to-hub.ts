import type { SseEvent } from "#lib/core/sse"
import { inputOf } from "../anthropic-messages/messages-from-hub"
import { JSON_TOOL } from "../anthropic-messages/types"
import type { ChatChunk, ChatDelta, FinishReason } from "../chat"
import type { Translator } from "../dialect"
import { brokenEvent, truncatedStream } from "../provider-error"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { annotation } from "./annotations"
import { errorInStream } from "./error"
import { finishReason, originalReason } from "./finish-reason"
import { readEvent } from "./read-event"
import { isOwnCall } from "./request-to-hub"
import { answerId, UNSAID, type Unsaid } from "./response"
import { RAW_BLOCKS } from "./types"
import { usageToHub } from "./usage"

/** A content block between its first event and its stop. */
interface OpenBlock {
  /** What `contentBlockStart` said; only calls and results are announced. */
  readonly start: Json
  /** The hub's index of a call, the JSON answer in disguise, or neither. */
  readonly tool: number | "json" | null
  /** Characters of the answer before this block. */
  readonly from: number
  json: string
  thinking: string
  signature: string | null
  redacted: Buffer[]
  results: Json[]
}

/**
 * ConverseStream events → hub chunks. Text, reasoning and tool arguments flow as they come; a thinking block goes out whole (with
 * its signature, ready to be replayed) when it ends, and so do blocks the hub has no words for. Usage comes last, in a chunk of its
 * own with empty `choices`, as OpenAI sends it.
 */
export class StreamToHub implements Translator<SseEvent, ChatChunk> {
  readonly #created: number
  readonly #id: string
  readonly #model: string
  #blocks = new Map<unknown, OpenBlock>()
  #tools = 0
  #said = 0
  #unwrapped = false
  #finished = false
  #done = false
  /** Usage that came before the stop reason: clients expect it last. */
  readonly #early: ChatChunk[] = []

  constructor({ clock, model }: Unsaid = UNSAID) {
    this.#model = model
    this.#created = Math.floor(clock.now() / 1000)
    this.#id = answerId(clock)
  }

  push(e: SseEvent): ChatChunk[] {
    if (this.#done || e.data.trim() === "") return []
    const error = errorInStream(e)
    if (error) throw error
    const event = readEvent(e)
    if (!event) throw brokenEvent(e.data)
    const { name, body } = event
    const failed = errorInStream({ event: name, data: JSON.stringify(body) })
    if (failed) throw failed
    if (name === "messageStart") return [this.#chunk({ role: "assistant", content: "" })]
    if (name === "contentBlockStart") return this.#start(body.contentBlockIndex, asObject(body.start) ?? {})
    if (name === "contentBlockDelta") return this.#delta(body.contentBlockIndex, asObject(body.delta) ?? {})
    if (name === "contentBlockStop") return this.#stop(body.contentBlockIndex)
    if (name === "messageStop") return this.#finish(body)
    return name === "metadata" ? this.#metadata(body) : []
  }

  end(): ChatChunk[] {
    if (!this.#finished) throw truncatedStream()
    this.#done = true
    return []
  }

  #block(index: unknown, start: Json = {}, tool: OpenBlock["tool"] = null): OpenBlock {
    const known = this.#blocks.get(index)
    if (known) return known
    const fresh: OpenBlock = {
      start,
      tool,
      from: this.#said,
      json: "",
      thinking: "",
      signature: null,
      redacted: [],
      results: [],
    }
    this.#blocks.set(index, fresh)
    return fresh
  }

  #start(index: unknown, start: Json): ChatChunk[] {
    const use = asObject(start.toolUse)
    if (!use || !isOwnCall(start)) {
      this.#block(index, start)
      return []
    }
    const name = asText(use.name) ?? ""
    if (name === JSON_TOOL) {
      this.#unwrapped = true
      this.#block(index, start, "json")
      return []
    }
    const tool = this.#tools++
    this.#block(index, start, tool)
    const id = asText(use.toolUseId) ?? ""
    return [this.#chunk({ tool_calls: [{ index: tool, id, type: "function", function: { name, arguments: "" } }] })]
  }

  #delta(index: unknown, delta: Json): ChatChunk[] {
    const block = this.#block(index)
    const text = asText(delta.text)
    if (text !== null) {
      this.#said += text.length
      return text === "" ? [] : [this.#chunk({ content: text })]
    }
    const reasoning = asObject(delta.reasoningContent)
    if (reasoning) return this.#think(block, reasoning)
    const input = asText(asObject(delta.toolUse)?.input)
    if (input !== null) return this.#argue(block, input)
    const citation = asObject(delta.citation)
    if (citation) {
      const annotations = [annotation(citation, block.from, this.#said)]
      return [this.#chunk({ annotations, provider_specific_fields: { citation } })]
    }
    block.results.push(...asObjects(delta.toolResult))
    if (delta.toolResult) return []
    return [this.#chunk({ provider_specific_fields: { converse_delta: delta } })]
  }

  #think(block: OpenBlock, reasoning: Json): ChatChunk[] {
    const text = asText(reasoning.text) ?? ""
    block.thinking += text
    const signature = asText(reasoning.signature)
    if (signature !== null) block.signature = (block.signature ?? "") + signature
    const redacted = asText(reasoning.redactedContent)
    if (redacted !== null) block.redacted.push(Buffer.from(redacted, "base64"))
    return text === "" ? [] : [this.#chunk({ reasoning_content: text })]
  }

  #argue(block: OpenBlock, json: string): ChatChunk[] {
    block.json += json
    if (json === "" || block.tool === null) return []
    if (block.tool === "json") return [this.#chunk({ content: json })]
    return [this.#chunk({ tool_calls: [{ index: block.tool, function: { arguments: json } }] })]
  }

  #stop(index: unknown): ChatChunk[] {
    const block = this.#blocks.get(index)
    this.#blocks.delete(index)
    if (!block) return []
    // A call without arguments streams none: the hub's clients parse the string, so it must be JSON.
    if (block.tool !== null) return block.json === "" ? this.#argue(block, "{}") : []
    const { thinking, signature, redacted, start } = block
    if (redacted.length > 0) {
      const data = Buffer.concat(redacted).toString("base64")
      return [this.#chunk({ thinking_blocks: [{ type: "redacted_thinking", data }] })]
    }
    if (thinking !== "" || signature !== null) {
      const signed = signature === null ? {} : { signature }
      return [this.#chunk({ thinking_blocks: [{ type: "thinking", thinking, ...signed }] })]
    }
    const raw = wholeBlock(start, block)
    return raw ? [this.#chunk({ provider_specific_fields: { [RAW_BLOCKS]: [raw] } })] : []
  }

  #finish(body: Json): ChatChunk[] {
    const reason = asText(body.stopReason) ?? "end_turn"
    this.#finished = true
    // Some models leave the end of their last block out.
    const open = [...this.#blocks.keys()].flatMap((index) => this.#stop(index))
    const plain = this.#unwrapped && this.#tools === 0 && reason === "tool_use"
    const chunk = this.#chunk({}, plain ? "stop" : finishReason(reason))
    const { additionalModelResponseFields: extra } = body
    const fields = { ...originalReason(reason), ...(extra ? { additionalModelResponseFields: extra } : {}) }
    if (Object.keys(fields).length > 0 && chunk.choices[0]) chunk.choices[0].provider_specific_fields = fields
    return [...open, chunk, ...this.#early.splice(0)]
  }

  #metadata({ usage: counted, p: _padding, contentBlockIndex: _index, serviceTier, ...rest }: Json): ChatChunk[] {
    const usage = usageToHub(counted)
    const tier = asText(asObject(serviceTier)?.type)
    if (!usage) return []
    const chunk = { ...rest, ...this.#chunk({}), choices: [], usage, ...(tier === null ? {} : { service_tier: tier }) }
    if (!this.#finished) {
      this.#early.push(chunk)
      return []
    }
    this.#done = true
    return [chunk]
  }

  #chunk(delta: ChatDelta, finish: FinishReason | null = null): ChatChunk {
    const choices = [{ index: 0, delta, finish_reason: finish }]
    return { id: this.#id, object: "chat.completion.chunk", created: this.#created, model: this.#model, choices }
  }
}

/** A server tool's call or result, put together again. */
function wholeBlock(start: Json, { json, results }: OpenBlock): Json | null {
  const use = asObject(start.toolUse)
  if (use) return { toolUse: { ...use, input: inputOf(json) } }
  const result = asObject(start.toolResult)
  if (result) return { toolResult: { ...result, content: results } }
  return Object.keys(start).length > 0 ? start : null
}
