import { randomUUID } from "node:crypto"
import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk, ChatDelta, ChunkChoice, FinishReason, ToolCallDelta, Usage } from "../chat"
import type { Translator } from "../dialect"
import { asObject, asObjects, type Json } from "../read-json"
import { annotationsFromHub } from "./annotations"
import { CallItems } from "./call-items"
import { envelope, responseId, stem } from "./envelope"
import { statusFromHub } from "./finish-reason"
import { CallItem, MessageItem, type OpenItem, ReasoningItem, type Told, WholeItem } from "./open-items"
import { sealed } from "./reasoning"
import { isForeign } from "./response-to-hub"
import { type Item, RAW_ITEMS } from "./types"
import { usageFromHub } from "./usage"

/**
 * Hub chunks → Response events in the order clients rely on: `response.created`, `response.in_progress`, then items (added, deltas,
 * done), then the whole response as completed or incomplete. The end is held back until the provider's stream has ended, because its
 * usage comes after its finish reason. `asked` is the client's own request.
 */
export class StreamFromHub implements Translator<ChatChunk, SseEvent> {
  readonly #asked: Readonly<Record<string, unknown>> | undefined
  readonly #calls: CallItems
  #number = 0
  #started = false
  #first: Pick<ChatChunk, "id" | "created" | "model"> = { id: "", created: 0, model: "" }
  #items: OpenItem[] = []
  #current: MessageItem | ReasoningItem | null = null
  /** Hub tool index → call. Calls stay open to the end: their arguments may come interleaved. */
  #tools = new Map<number, CallItem>()
  #finish: FinishReason | null = null
  #usage: Usage | null = null
  #serviceTier: unknown
  #raw: Item[] = []

  constructor(asked?: Readonly<Record<string, unknown>>) {
    this.#asked = asked
    this.#calls = new CallItems(asked)
  }

  push(chunk: ChatChunk): SseEvent[] {
    if (chunk.usage) this.#usage = chunk.usage
    this.#serviceTier = chunk.service_tier ?? this.#serviceTier
    const choice = chunk.choices.find((c) => (c.index ?? 0) === 0)
    const out: Told[] = this.#started || !(choice || chunk.id) ? [] : this.#start(chunk)
    if (choice) this.#choice(choice, out)
    return this.#events(out)
  }

  end(): SseEvent[] {
    const out: Told[] = this.#started ? [] : this.#start({ id: "", created: 0, model: "" })
    const { status, incomplete_details } = statusFromHub(this.#finish)
    this.#closeCurrent(out, status)
    for (const call of this.#tools.values()) out.push(...call.close(status))
    const whole =
      this.#items.length === 0 ? this.#raw : this.#raw.filter((item) => isForeign(item) && !this.#told(item))
    for (const item of whole) this.#whole(item, out)
    const response = this.#response(status, incomplete_details)
    out.push([status === "completed" ? "response.completed" : "response.incomplete", { response }])
    return this.#events(out)
  }

  #start(chunk: Pick<ChatChunk, "id" | "created" | "model">): Told[] {
    this.#started = true
    const id = chunk.id === "" ? randomUUID().replaceAll("-", "") : chunk.id
    this.#first = { id, created: chunk.created, model: chunk.model }
    const response = this.#response("in_progress", null)
    return [
      ["response.created", { response }],
      ["response.in_progress", { response }],
    ]
  }

  #choice(choice: ChunkChoice, out: Told[]): void {
    const { delta } = choice
    if (delta.reasoning_content) this.#think(delta.reasoning_content, out)
    if (delta.thinking_blocks?.length) this.#seal(delta.thinking_blocks, out)
    this.#words(delta, asObjects(asObject(choice.logprobs)?.content), out)
    for (const call of delta.tool_calls ?? []) this.#call(call, out)
    this.#raw.push(...(asObjects(asObject(delta.provider_specific_fields)?.[RAW_ITEMS]) as Item[]))
    if (choice.finish_reason) this.#finish = choice.finish_reason
  }

  #words(delta: ChatDelta, logprobs: readonly Json[], out: Told[]): void {
    if (delta.content) out.push(...this.#message(out).say("output_text", delta.content, logprobs))
    if (delta.refusal) out.push(...this.#message(out).say("refusal", delta.refusal, []))
    for (const note of annotationsFromHub(delta.annotations)) out.push(...this.#message(out).annotate(note))
  }

  #message(out: Told[]): MessageItem {
    if (this.#current instanceof MessageItem) return this.#current
    this.#closeCurrent(out)
    const item = new MessageItem(this.#items.length, `msg_${this.#place()}`)
    this.#begin(item, out)
    return item
  }

  #reasoning(out: Told[]): ReasoningItem {
    if (this.#current instanceof ReasoningItem) return this.#current
    this.#closeCurrent(out)
    const item = new ReasoningItem(this.#items.length, `rs_${this.#place()}`)
    this.#begin(item, out)
    return item
  }

  #think(text: string, out: Told[]): void {
    out.push(...this.#reasoning(out).say(text))
  }

  /** Signed thinking: its words have usually been streamed before. The signature ends the item. */
  #seal(blocks: NonNullable<ChatDelta["thinking_blocks"]>, out: Told[]): void {
    const item = this.#reasoning(out)
    const text = blocks.map((block) => (block.type === "thinking" ? block.thinking : "")).join("")
    if (item.text === "" && text !== "") out.push(...item.say(text))
    item.seal(sealed(blocks))
    this.#closeCurrent(out)
  }

  #begin(item: MessageItem | ReasoningItem, out: Told[]): void {
    this.#items.push(item)
    this.#current = item
    out.push(...item.open())
  }

  #call(delta: ToolCallDelta, out: Told[]): void {
    const slot = delta.index ?? 0
    let call = this.#tools.get(slot)
    // Some providers give every call the index 0; a new id is a new call.
    if (!call || (delta.id && delta.id !== call.callId)) {
      if (call) {
        out.push(...call.close("completed"))
        this.#tools.delete(slot)
      }
      this.#closeCurrent(out)
      const id = this.#place()
      call = new CallItem(
        this.#items.length,
        { id, callId: delta.id ?? `call_${id}`, name: delta.function?.name ?? "" },
        this.#calls,
      )
      this.#items.push(call)
      this.#tools.set(slot, call)
      out.push(...call.open())
    }
    const args = delta.function?.arguments
    if (args) out.push(...call.say(args))
  }

  #whole(item: Item, out: Told[]): void {
    const whole = new WholeItem(this.#items.length, item)
    this.#items.push(whole)
    out.push(...whole.open(), ...whole.close())
  }

  /** Reasoning and words have been streamed; a second time they would be said twice. */
  #told(item: Item): boolean {
    return (
      item.type === "message" ||
      item.type === "custom_tool_call" ||
      (item.type === "reasoning" && this.#items.some((i) => i instanceof ReasoningItem))
    )
  }

  #closeCurrent(out: Told[], status = "completed"): void {
    if (this.#current) out.push(...this.#current.close(status))
    this.#current = null
  }

  /** What tells the items of one answer apart. */
  #place(): string {
    return `${stem(this.#first.id)}_${this.#items.length}`
  }

  #response(status: string, incomplete_details: Json | null): Json {
    const { id, created, model } = this.#first
    const output = this.#items.flatMap(({ whole }) => (whole ? [whole] : []))
    const usage = status === "in_progress" ? null : usageFromHub(this.#usage)
    const answer = {
      id: responseId(id),
      created,
      model,
      status,
      incomplete_details,
      output,
      usage,
      serviceTier: this.#serviceTier,
    }
    return envelope(answer, this.#asked)
  }

  #events(told: readonly Told[]): SseEvent[] {
    return told.map(([type, fields]) => ({
      event: type,
      data: JSON.stringify({ type, sequence_number: this.#number++, ...fields }),
    }))
  }
}
