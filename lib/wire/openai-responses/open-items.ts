import type { Json } from "../read-json"
import type { CallItems } from "./call-items"
import type { Item } from "./types"

/** One event without its number: the stream counts. */
export type Told = readonly [type: string, fields: Json]

/** An output item while it is being said: each method returns what the client is to be told. */
export interface OpenItem {
  readonly outputIndex: number
  /** Ends the item; `whole` is then what the response object holds of it. */
  close(status: string): Told[]
  whole: Item | null
}

const added = (item: Item, output_index: number): Told => ["response.output_item.added", { output_index, item }]
const done = (item: Item, output_index: number): Told => ["response.output_item.done", { output_index, item }]

interface Part {
  readonly type: "output_text" | "refusal"
  text: string
  readonly annotations: Json[]
  readonly logprobs: Json[]
}

/** The assistant's words: one part of text, and one for a refusal. */
export class MessageItem implements OpenItem {
  whole: Item | null = null
  readonly outputIndex: number
  readonly #id: string
  readonly #parts: Part[] = []

  constructor(outputIndex: number, id: string) {
    this.outputIndex = outputIndex
    this.#id = id
  }

  open(): Told[] {
    return [added(this.#item("in_progress", []), this.outputIndex)]
  }

  say(type: Part["type"], delta: string, logprobs: readonly Json[]): Told[] {
    const out: Told[] = []
    const part = this.#part(type, out)
    part.text += delta
    part.logprobs.push(...logprobs)
    const fields = { ...this.#place(part), delta }
    out.push(
      type === "output_text"
        ? ["response.output_text.delta", { ...fields, logprobs }]
        : ["response.refusal.delta", fields],
    )
    return out
  }

  annotate(annotation: Json): Told[] {
    const out: Told[] = []
    const part = this.#part("output_text", out)
    const annotation_index = part.annotations.push(annotation) - 1
    out.push(["response.output_text.annotation.added", { ...this.#place(part), annotation_index, annotation }])
    return out
  }

  close(status: string): Told[] {
    const out: Told[] = this.#parts.flatMap((part) => {
      const place = this.#place(part)
      const said: Told =
        part.type === "output_text"
          ? ["response.output_text.done", { ...place, text: part.text, logprobs: part.logprobs }]
          : ["response.refusal.done", { ...place, refusal: part.text }]
      return [said, ["response.content_part.done", { ...place, part: partJson(part) }] satisfies Told]
    })
    this.whole = this.#item(status, this.#parts.map(partJson))
    out.push(done(this.whole, this.outputIndex))
    return out
  }

  #part(type: Part["type"], out: Told[]): Part {
    const known = this.#parts.find((part) => part.type === type)
    if (known) return known
    const part: Part = { type, text: "", annotations: [], logprobs: [] }
    this.#parts.push(part)
    out.push(["response.content_part.added", { ...this.#place(part), part: partJson(part) }])
    return part
  }

  #place(part: Part): Json {
    return { item_id: this.#id, output_index: this.outputIndex, content_index: this.#parts.indexOf(part) }
  }

  #item(status: string, content: Json[]): Item {
    return { id: this.#id, type: "message", status, role: "assistant", content }
  }
}

function partJson({ type, text, annotations, logprobs }: Part): Json {
  if (type === "refusal") return { type, refusal: text }
  return { type, text, annotations: [...annotations], logprobs: [...logprobs] }
}

/** Reasoning, told as a summary of one part, which every client shows. */
export class ReasoningItem implements OpenItem {
  whole: Item | null = null
  readonly outputIndex: number
  readonly #id: string
  #text = ""
  #sealed: string | null = null

  constructor(outputIndex: number, id: string) {
    this.outputIndex = outputIndex
    this.#id = id
  }

  open(): Told[] {
    return [added({ id: this.#id, type: "reasoning", summary: [] }, this.outputIndex)]
  }

  get text(): string {
    return this.#text
  }

  say(delta: string): Told[] {
    const out: Told[] =
      this.#text === "" ? [["response.reasoning_summary_part.added", { ...this.#place(), part: this.#part() }]] : []
    this.#text += delta
    out.push(["response.reasoning_summary_text.delta", { ...this.#place(), delta }])
    return out
  }

  seal(sealed: string): void {
    this.#sealed = sealed
  }

  close(): Told[] {
    const place = this.#place()
    const out: Told[] =
      this.#text === ""
        ? []
        : [
            ["response.reasoning_summary_text.done", { ...place, text: this.#text }],
            ["response.reasoning_summary_part.done", { ...place, part: this.#part() }],
          ]
    const summary = this.#text === "" ? [] : [this.#part()]
    const encrypted = this.#sealed === null ? {} : { encrypted_content: this.#sealed }
    this.whole = { id: this.#id, type: "reasoning", summary, ...encrypted }
    out.push(done(this.whole, this.outputIndex))
    return out
  }

  #part(): Json {
    return { type: "summary_text", text: this.#text }
  }

  #place(): Json {
    return { item_id: this.#id, output_index: this.outputIndex, summary_index: 0 }
  }
}

/** A call. Arguments of a function flow; the input of a custom tool and a shell's command are known only when they are whole. */
export class CallItem implements OpenItem {
  whole: Item | null = null
  readonly outputIndex: number
  readonly callId: string
  readonly #name: string
  readonly #id: string
  readonly #calls: CallItems
  #args = ""

  constructor(outputIndex: number, call: { id: string; callId: string; name: string }, calls: CallItems) {
    this.outputIndex = outputIndex
    this.callId = call.callId
    this.#name = call.name
    this.#id = call.id
    this.#calls = calls
  }

  open(): Told[] {
    // Which command a shell is to run stands in its item, so there is nothing to add before it is known.
    return this.#kind === "local_shell" ? [] : [added(this.#item("in_progress"), this.outputIndex)]
  }

  say(delta: string): Told[] {
    this.#args += delta
    if (this.#kind !== "function") return []
    const { id: item_id } = this.#item("in_progress")
    return [["response.function_call_arguments.delta", { item_id, output_index: this.outputIndex, delta }]]
  }

  close(status: string): Told[] {
    if (this.#args === "") this.#args = "{}"
    const item = this.#item(status)
    const place = { item_id: item.id, output_index: this.outputIndex }
    this.whole = item
    const out: Told[] = []
    if (this.#kind === "local_shell") out.push(added({ ...item, status: "in_progress" }, this.outputIndex))
    if (this.#kind === "custom")
      out.push(
        ["response.custom_tool_call_input.delta", { ...place, delta: item.input }],
        ["response.custom_tool_call_input.done", { ...place, input: item.input }],
      )
    if (this.#kind === "function")
      out.push(["response.function_call_arguments.done", { ...place, name: item.name, arguments: item.arguments }])
    out.push(done(item, this.outputIndex))
    return out
  }

  get #kind() {
    return this.#calls.kindOf(this.#name)
  }

  #item(status: string): Item {
    const call = { id: this.callId, function: { name: this.#name, arguments: this.#args } }
    return this.#calls.item(call, { id: this.#id, status })
  }
}

/** An item that is known as a whole only: what a provider of the same API said and the hub has no words for. */
export class WholeItem implements OpenItem {
  readonly whole: Item
  readonly outputIndex: number

  constructor(outputIndex: number, item: Item) {
    this.outputIndex = outputIndex
    this.whole = item
  }

  open(): Told[] {
    return [added(this.whole, this.outputIndex)]
  }

  close(): Told[] {
    return [done(this.whole, this.outputIndex)]
  }
}
