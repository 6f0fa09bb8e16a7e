import { systemClock } from "#lib/core/clock"
import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk, ChatDelta, FinishReason } from "../chat"
import type { Translator } from "../dialect"
import { brokenEvent, embeddedError, truncatedStream } from "../provider-error"
import { asCount, asObject, asText, type Json, parseJson } from "../read-json"
import { annotationsOf, CITATIONS } from "./citations"
import { finishReason } from "./finish-reason"
import { original, type Unsaid } from "./response"
import { usageToHub } from "./usage"

/**
 * Cohere's v2 stream events → hub chunks. Usage comes last, in a chunk of its own with empty `choices`, as OpenAI sends it.
 */
export class StreamToHub implements Translator<SseEvent, ChatChunk> {
  readonly #created: number
  readonly #model: string
  #id = ""
  #done = false
  /** Length of the text by content block, to place citations in the whole text. */
  #lengths: number[] = []
  /** Calls by Cohere's index: the hub's index and whether arguments came. */
  #calls = new Map<number, { slot: number; argued: boolean }>()

  constructor({ model = "", clock = systemClock }: Unsaid = {}) {
    this.#model = model
    this.#created = Math.floor(clock.now() / 1000)
  }

  push(e: SseEvent): ChatChunk[] {
    const data = e.data.trim()
    if (this.#done || data === "" || data === "[DONE]") return []
    const event = asObject(parseJson(data))
    if (!event) throw brokenEvent(data)
    const type = asText(event.type) ?? e.event
    if (isError(event, type)) throw embeddedError(event)
    const message = asObject(asObject(event.delta)?.message) ?? {}
    const index = asCount(event.index) ?? 0
    switch (type) {
      case "message-start":
        this.#id = asText(event.id) ?? ""
        return [this.#chunk({ role: "assistant", content: "" })]
      case "content-start":
      case "content-delta":
        return this.#content(index, asObject(message.content) ?? {})
      case "tool-plan-delta":
        return this.#plan(asText(message.tool_plan) ?? "")
      case "tool-call-start":
      case "tool-call-delta":
        return this.#call(index, asObject(message.tool_calls) ?? {})
      case "tool-call-end":
        return this.#callEnd(index)
      case "citation-start":
        return this.#cite(asObject(message.citations))
      case "message-end":
        return this.#finish(asObject(event.delta) ?? {})
      default:
        return []
    }
  }

  end(): ChatChunk[] {
    if (!this.#done) throw truncatedStream()
    return []
  }

  #content(index: number, content: Json): ChatChunk[] {
    const text = asText(content.text) ?? ""
    const thinking = asText(content.thinking) ?? ""
    this.#lengths[index] = (this.#lengths[index] ?? 0) + text.length
    const delta: ChatDelta = {}
    if (thinking !== "") delta.reasoning_content = thinking
    if (text !== "") delta.content = text
    return thinking + text === "" ? [] : [this.#chunk(delta)]
  }

  #plan(plan: string): ChatChunk[] {
    if (plan === "") return []
    return [this.#chunk({ reasoning_content: plan, provider_specific_fields: { tool_plan: plan } })]
  }

  #call(index: number, call: Json): ChatChunk[] {
    const called = asObject(call.function)
    const args = asText(called?.arguments) ?? ""
    const known = this.#calls.get(index)
    if (known) {
      if (args === "") return []
      known.argued = true
      return [this.#chunk({ tool_calls: [{ index: known.slot, function: { arguments: args } }] })]
    }
    const slot = this.#calls.size
    this.#calls.set(index, { slot, argued: args !== "" })
    const start = { name: asText(called?.name) ?? "", arguments: args }
    return [
      this.#chunk({ tool_calls: [{ index: slot, id: asText(call.id) ?? "", type: "function", function: start }] }),
    ]
  }

  /** A call without arguments streams none: the hub's clients parse the string, so it must be JSON. */
  #callEnd(index: number): ChatChunk[] {
    const call = this.#calls.get(index)
    if (!call || call.argued) return []
    call.argued = true
    return [this.#chunk({ tool_calls: [{ index: call.slot, function: { arguments: "{}" } }] })]
  }

  #cite(citation: Json | null): ChatChunk[] {
    if (!citation) return []
    const before = (index: number) => this.#lengths.slice(0, index).reduce((sum, length) => sum + (length ?? 0), 0)
    const annotations = annotationsOf([citation], before)
    return [
      this.#chunk({
        ...(annotations.length > 0 ? { annotations } : {}),
        provider_specific_fields: { [CITATIONS]: [citation] },
      }),
    ]
  }

  #finish(delta: Json): ChatChunk[] {
    const reason = asText(delta.finish_reason) ?? "COMPLETE"
    const last = this.#chunk({}, finishReason(reason, asText(delta.error)))
    const [choice] = last.choices
    if (choice) Object.assign(choice, original(reason))
    this.#done = true
    const usage = usageToHub(delta.usage)
    return usage ? [last, { ...this.#chunk({}), choices: [], usage }] : [last]
  }

  #chunk(delta: ChatDelta, finish: FinishReason | null = null): ChatChunk {
    const choices = [{ index: 0, delta, finish_reason: finish }]
    return { id: this.#id, object: "chat.completion.chunk", created: this.#created, model: this.#model, choices }
  }
}

/** An error instead of an event: Cohere's own form has a `message` text and no type. */
export function isError(event: Json, type: string): boolean {
  return type === "error" || (asText(event.type) === null && (Boolean(event.error) || asText(event.message) !== null))
}
