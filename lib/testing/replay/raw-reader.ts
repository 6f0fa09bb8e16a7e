import type { SseEvent } from "#lib/core/sse"

export type Json = Record<string, unknown>

/** What an answer comes to for its reader, taken from the provider's own JSON without our dialects. */
export interface AnswerDigest {
  readonly text: string
  readonly tools: readonly { readonly name: string; readonly args: unknown }[]
  /** OpenAI's finish reason; null when the provider gave none. */
  readonly finish: string | null
  readonly promptTokens: number | null
  readonly completionTokens: number | null
}

/** What a request asks, in order: `role:text`, `call:name args`, `result:text`, `media:kind`. */
export interface RequestDigest {
  readonly turns: readonly string[]
  readonly tools: readonly string[]
  readonly settings: Readonly<Record<string, unknown>>
}

/** Reads one wire format on its own terms: the second opinion on our dialects. */
export interface RawReader {
  answer(body: Json): AnswerDigest
  stream(events: readonly SseEvent[]): AnswerDigest
  request(body: Json): RequestDigest
}

export const object = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {}
export const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(object) : [])
export const text = (value: unknown): string => (typeof value === "string" ? value : "")
export const count = (value: unknown): number => (typeof value === "number" ? value : 0)

/** Arguments as the value they mean: a JSON text is parsed, an empty one is no arguments. */
export function argumentsOf(value: unknown): unknown {
  if (typeof value !== "string") return sorted(value ?? {})
  if (value.trim() === "") return {}
  try {
    return sorted(JSON.parse(value))
  } catch {
    return value
  }
}

/** The same value with the members of its objects in one order. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  )
}

/** The JSON of every event that has some. */
export function payloads(events: readonly SseEvent[]): Json[] {
  return events.filter((e) => e.data.trim() !== "" && e.data.trim() !== "[DONE]").map((e) => object(JSON.parse(e.data)))
}

/** Collects turns; text of one role that follows text of the same role is one turn. */
export class Turns {
  readonly #out: string[] = []

  say(role: string, said: string): void {
    if (said.trim() === "") return
    const last = this.#out.at(-1)
    if (last?.startsWith(`${role}:`)) this.#out[this.#out.length - 1] = `${last}\n${said}`
    else this.#out.push(`${role}:${said}`)
  }

  call(name: unknown, args: unknown): void {
    this.#out.push(`call:${text(name)} ${JSON.stringify(argumentsOf(args))}`)
  }

  media(kind: string): void {
    this.#out.push(`media:${kind}`)
  }

  /** Whitespace is no meaning: blocks are joined by different writers with and without line ends. */
  done(): string[] {
    return this.#out.map((turn) => turn.replace(/\s+/g, ""))
  }
}

/** Settings that were set: null and absent ones say nothing. */
export function settingsOf(given: Json): Json {
  return Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined && v !== null))
}

/** A tool by what a model sees of it first: its name and its parameters' names. */
export function toolName(name: unknown, schema: unknown): string {
  return `${text(name)}(${Object.keys(object(object(schema).properties))
    .sort()
    .join(",")})`
}
