import { SseDecoder } from "#lib/core/sse"
import type { Dialect } from "./dialect"

/** Beyond this much text nothing more is kept: it serves a count and a log row, not an archive. */
const MAX_TEXT_CHARS = 4 * 1024 * 1024

/**
 * Remembers what was delivered at the price of a reference per block: the bytes are parsed when the text is asked for, or when
 * more than `keepBytes` of them have piled up (the text is a small part of an event's bytes).
 */
export class DeliveredText {
  readonly #dialect: Dialect
  readonly #keepBytes: number
  #blocks: Buffer[] = []
  #bytes = 0
  #text = ""

  constructor(dialect: Dialect, keepBytes: number) {
    this.#dialect = dialect
    this.#keepBytes = keepBytes
  }

  /** Whole events that were handed over for delivery. */
  add(events: Buffer): void {
    if (this.#text.length > MAX_TEXT_CHARS) return
    this.#blocks.push(events)
    this.#bytes += events.length
    if (this.#bytes > this.#keepBytes) this.#boilDown()
  }

  text(): string {
    this.#boilDown()
    return this.#text
  }

  #boilDown(): void {
    const decoder = new SseDecoder()
    for (const block of this.#blocks)
      for (const event of decoder.push(block)) this.#text += this.#dialect.peek(event).text ?? ""
    this.#blocks = []
    this.#bytes = 0
  }
}
