import { randomBytes } from "node:crypto"
import { asObject, asObjects, asText, type Json } from "../read-json"

const NOTHING = "{}"
const madeId = (): string => `call_${randomBytes(12).toString("hex")}`

/** Arguments as text, whatever a provider made of them; empty when it said none. */
function argumentsOf(said: unknown): string {
  return asText(said) ?? (asObject(said) ? JSON.stringify(said) : "")
}

/**
 * Gives every tool call of a whole message an id, a type and arguments that are JSON, in place: clients answer a call by its id and
 * parse its arguments, and some providers leave them out. True when something was missing.
 */
export function mendCalls(message: Json | null): boolean {
  let mended = false
  for (const call of asObjects(message?.tool_calls)) {
    const said = asObject(call.function)
    if (!said) continue
    if (asText(call.id) && call.type === "function" && asText(said.arguments)) continue
    // Only functions have arguments.
    if (call.type !== undefined && call.type !== null && call.type !== "function") continue
    call.id = asText(call.id) || madeId()
    call.type = "function"
    said.arguments = argumentsOf(said.arguments) || NOTHING
    mended = true
  }
  return mended
}

/** The same for the tool calls of a stream, piece by piece: an id with the first, arguments before the end. */
export class StreamedCalls {
  /** By choice and call: were there arguments? */
  readonly #said = new Map<string, boolean>()

  mend(choice: Json): void {
    const delta = asObject(choice.delta)
    if (!delta) return
    const of = `${String(choice.index ?? 0)} `
    for (const call of asObjects(delta.tool_calls)) this.#piece(of, call)
    if (this.#said.size > 0 && choice.finish_reason) this.#close(of, delta)
  }

  #piece(of: string, call: Json): void {
    const said = asObject(call.function)
    if (typeof call.index !== "number") call.index = this.#unnumbered(of, Boolean(asText(said?.name)))
    const key = `${of}${String(call.index)}`
    const begun = this.#said.get(key)
    if (begun === undefined) {
      call.id = asText(call.id) || madeId()
      call.type ??= "function"
    } else if (call.id === "" || call.id === null) delete call.id
    if (said && typeof said.arguments !== "string") said.arguments = argumentsOf(said.arguments)
    this.#said.set(key, begun === true || Boolean(said?.arguments) || call.type === "custom")
  }

  /** A piece that names its function begins a call; any other goes on with the last one. */
  #unnumbered(of: string, begins: boolean): number {
    const calls = [...this.#said.keys()].filter((key) => key.startsWith(of)).length
    return begins ? calls : Math.max(0, calls - 1)
  }

  #close(of: string, delta: Json): void {
    const owed = [...this.#said].filter(([key, said]) => key.startsWith(of) && !said).map(([key]) => key)
    if (owed.length === 0) return
    const rest = owed.map((key) => ({ index: Number(key.slice(of.length)), function: { arguments: NOTHING } }))
    delta.tool_calls = [...asObjects(delta.tool_calls), ...rest]
    for (const key of owed) this.#said.set(key, true)
  }
}
