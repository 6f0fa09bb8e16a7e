import { type Clock, systemClock } from "#lib/core/clock"
import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk, ChatDelta, FinishReason } from "../chat"
import type { Translator } from "../dialect"
import { brokenEvent, embeddedError, truncatedStream } from "../provider-error"
import { asCount, asObject, asObjects, asText, type Json, parseJson } from "../read-json"
import { annotationsToHub } from "./annotations"
import { finishReason } from "./finish-reason"
import { callToHub } from "./items-to-hub"
import { thinkingBlocks } from "./reasoning"
import { failure, isCall, isForeign } from "./response-to-hub"
import { type Item, RAW_ITEMS } from "./types"
import { usageToHub } from "./usage"

/** What an output item has said so far. */
interface OpenItem {
  /** The hub's index of a call; null for other items. */
  readonly tool: number | null
  /** Free text of a custom tool is sent whole, as the JSON the hub's clients expect. */
  readonly custom: boolean
  /** What was sent of its text, reasoning, refusal or arguments, so that `done` events add nothing twice. */
  sent: string
  /** How the reasoning of this item is told: as it is, or in summary. */
  reasoning: "reasoning_text" | "summary" | null
  /** Where its text begins in the whole answer's. */
  readonly from: number
}

/**
 * Response events → hub chunks. Text, reasoning and arguments flow as they come; items the hub has no words for go out whole with
 * the finish reason. Usage comes last, in a chunk of its own with empty `choices`, as chat completions sends it.
 */
export class StreamToHub implements Translator<SseEvent, ChatChunk> {
  #created: number
  #id = ""
  #model = ""
  #started = false
  #items = new Map<unknown, OpenItem>()
  #whole: Item[] = []
  #tools = 0
  #textLength = 0
  #thought = false
  #done = false

  constructor(clock: Clock = systemClock) {
    this.#created = Math.floor(clock.now() / 1000)
  }

  push(e: SseEvent): ChatChunk[] {
    const data = e.data.trim()
    if (this.#done || data === "" || data === "[DONE]") return []
    const event = asObject(parseJson(data))
    if (!event) throw brokenEvent(data)
    const type = asText(event.type) ?? e.event
    if (type === "error" || (event.type === undefined && asObject(event.error))) throw errorOf(event)
    const response = asObject(event.response)
    const opening = response && !this.#started ? [this.#open(response)] : []
    if (type === "response.failed") throw failure(response ?? {})
    if (type === "response.completed" || type === "response.incomplete")
      return [...opening, ...this.#finish(response ?? {})]
    return [...opening, ...this.#item(type, event)]
  }

  end(): ChatChunk[] {
    if (!this.#done) throw truncatedStream()
    return []
  }

  #open(response: Json): ChatChunk {
    this.#started = true
    this.#id = asText(response.id) ?? ""
    this.#model = asText(response.model) ?? ""
    this.#created = asCount(response.created_at) ?? this.#created
    return this.#chunk({ role: "assistant", content: "" })
  }

  #item(type: string, event: Json): ChatChunk[] {
    const key = event.output_index
    if (type === "response.output_item.added") return this.#add(key, asObject(event.item) as Item | null)
    if (type === "response.output_item.done") return this.#close(key, asObject(event.item) as Item | null)
    const item = this.#items.get(key)
    const delta = asText(event.delta) ?? ""
    switch (type) {
      case "response.output_text.delta":
        return this.#text(item, delta, event.logprobs)
      case "response.refusal.delta":
        return this.#say(item, delta, { refusal: delta })
      case "response.reasoning_text.delta":
        return this.#think(item, "reasoning_text", delta)
      case "response.reasoning_summary_part.added":
        return this.#think(item, "summary", "")
      case "response.reasoning_summary_text.delta":
        return this.#think(item, "summary", asCount(event.summary_index) ? this.#apart(event, delta) : delta)
      case "response.function_call_arguments.delta":
        return item && item.tool !== null ? this.#say(item, delta, callDelta(item.tool, delta)) : []
      case "response.output_text.annotation.added":
        return this.#annotate(event.annotation, item?.from ?? 0)
      default:
        return []
    }
  }

  /** Parts of a summary are paragraphs: the first delta of each but the first begins with the gap. */
  #parts = new Set<string>()
  #apart(event: Json, delta: string): string {
    const part = `${String(event.output_index)} ${String(event.summary_index)}`
    if (this.#parts.has(part)) return delta
    this.#parts.add(part)
    return `\n\n${delta}`
  }

  #add(key: unknown, item: Item | null): ChatChunk[] {
    if (!item) return []
    const call = isCall(item)
    const open: OpenItem = {
      tool: call ? this.#tools++ : null,
      custom: item.type === "custom_tool_call",
      sent: "",
      reasoning: null,
      from: this.#textLength,
    }
    this.#items.set(key, open)
    if (open.tool === null) return []
    const { id, function: called, ...more } = callToHub(item)
    const args = open.custom ? "" : called.arguments
    open.sent = args
    return [
      this.#chunk({
        tool_calls: [{ ...more, index: open.tool, id, type: "function", function: { ...called, arguments: args } }],
      }),
    ]
  }

  /** The whole item: what no delta brought is sent now. */
  #close(key: unknown, item: Item | null): ChatChunk[] {
    if (!item) return []
    const opening = this.#items.has(key) ? [] : this.#add(key, item)
    const open = this.#items.get(key)
    this.#whole.push(item)
    if (!open) return opening
    if (open.tool !== null) {
      const args = callToHub(item).function.arguments
      const rest = open.sent === "" ? args : args.startsWith(open.sent) ? args.slice(open.sent.length) : ""
      return rest === "" ? opening : [...opening, ...this.#say(open, rest, callDelta(open.tool, rest))]
    }
    if (item.type === "reasoning") return [...opening, ...this.#closeReasoning(open, item)]
    if (item.type !== "message" || open.sent !== "") return opening
    return [...opening, ...asObjects(item.content).flatMap((part) => this.#wholePart(open, part))]
  }

  #closeReasoning(open: OpenItem, item: Item): ChatChunk[] {
    const out: ChatChunk[] = []
    const blocks = thinkingBlocks(item)
    if (open.sent === "") {
      const said = asObjects(item.content)
        .map((part) => asText(part.text) ?? "")
        .join("")
      const text =
        said ||
        asObjects(item.summary)
          .map((part) => asText(part.text) ?? "")
          .join("\n\n")
      if (text !== "") out.push(...this.#think(open, "reasoning_text", text))
    }
    if (blocks) out.push(this.#chunk({ thinking_blocks: blocks }))
    return out
  }

  #wholePart(open: OpenItem, part: Json): ChatChunk[] {
    const refusal = asText(part.refusal)
    if (refusal) return this.#say(open, refusal, { refusal })
    return this.#text(open, asText(part.text) ?? "", part.logprobs)
  }

  #text(item: OpenItem | undefined, delta: string, logprobs: unknown): ChatChunk[] {
    const chunks = this.#say(item, delta, { content: delta })
    this.#textLength += delta.length
    const odds = asObjects(logprobs)
    const choice = chunks[0]?.choices[0]
    if (choice && odds.length > 0) choice.logprobs = { content: odds }
    return chunks
  }

  #think(item: OpenItem | undefined, how: "reasoning_text" | "summary", text: string): ChatChunk[] {
    if (item && item.reasoning !== null && item.reasoning !== how) return []
    if (text === "") return []
    const gap = this.#thought && item?.sent === "" ? "\n\n" : ""
    if (item) item.reasoning = how
    this.#thought = true
    return this.#say(item, gap + text, { reasoning_content: gap + text })
  }

  #say(item: OpenItem | undefined, text: string, delta: ChatDelta): ChatChunk[] {
    if (item) item.sent += text
    return text === "" ? [] : [this.#chunk(delta)]
  }

  #annotate(annotation: unknown, from: number): ChatChunk[] {
    const notes = annotationsToHub([annotation], from)
    return notes.length > 0 ? [this.#chunk({ annotations: notes })] : []
  }

  #finish(response: Json): ChatChunk[] {
    this.#done = true
    const output = asObjects(response.output) as Item[]
    const unseen = this.#items.size === 0 ? output.flatMap((item, index) => this.#close(index, item)) : []
    const finish = finishReason(response, this.#tools > 0) ?? "stop"
    const raw = this.#whole.some(isForeign) ? { provider_specific_fields: { [RAW_ITEMS]: this.#whole } } : {}
    const last = [...unseen, this.#chunk(raw, finish)]
    const usage = usageToHub(response.usage)
    if (!usage) return last
    const tier = asText(response.service_tier) ? { service_tier: response.service_tier } : {}
    return [...last, { ...this.#chunk({}), choices: [], usage, ...tier }]
  }

  #chunk(delta: ChatDelta, finish: FinishReason | null = null): ChatChunk {
    const choices = [{ index: 0, delta, finish_reason: finish }]
    return { id: this.#id, object: "chat.completion.chunk", created: this.#created, model: this.#model, choices }
  }
}

/** An error event has its words on top or, from imitators, in an object. */
export function errorOf(event: Json) {
  const { type: _type, sequence_number: _number, ...fields } = event
  return embeddedError(asObject(event.error) ? { error: asObject(event.error) } : { error: fields })
}

function callDelta(index: number, json: string): ChatDelta {
  return { tool_calls: [{ index, function: { arguments: json } }] }
}
