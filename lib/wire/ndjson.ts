import type { SseEvent } from "#lib/core/sse"

/** Without its line end an object is only tried as complete up to this length: the last line of a stream is short. */
const MAX_UNENDED_CHARS = 65_536

/**
 * Newline-delimited JSON in any partition of its bytes → one event a line (blank lines skipped). An object that is already whole
 * is not held back for its line end, which the last line of a stream may lack. Throws RangeError when one line exceeds
 * `maxLineChars`.
 */
export class NdjsonDecoder {
  #utf8 = new TextDecoder("utf-8")
  #parts: string[] = []
  #held = 0
  readonly #maxLineChars: number

  constructor(maxLineChars = 32 * 1024 * 1024) {
    this.#maxLineChars = maxLineChars
  }

  push(block: Uint8Array): SseEvent[] {
    const out: SseEvent[] = []
    const text = this.#utf8.decode(block, { stream: true })
    let start = 0
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      this.#hold(text.slice(start, end))
      this.#line(out)
      start = end + 1
    }
    this.#hold(text.slice(start))
    if (this.#held <= MAX_UNENDED_CHARS && /\}\s*$/.test(text.slice(-8)) && isWhole(this.#parts.join("")))
      this.#line(out)
    return out
  }

  #hold(text: string): void {
    if (text === "") return
    this.#parts.push(text)
    this.#held += text.length
    if (this.#held > this.#maxLineChars) throw new RangeError("a line of the stream is too large")
  }

  #line(out: SseEvent[]): void {
    const data = this.#parts.join("").trim()
    this.#parts = []
    this.#held = 0
    if (data !== "") out.push({ event: "", data })
  }
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
