/** One server-sent event, as the WHATWG HTML standard section 9.2 parses it. */
export interface SseEvent {
  /** The `event:` field; empty when absent (meaning "message"). */
  readonly event: string
  /** The `data:` lines joined with "\n". */
  readonly data: string
}

/**
 * Incremental parser: bytes in any partition in, whole events out. Handles CR, LF, CRLF, BOM, comments, missing spaces,
 * multi-line data and UTF-8 split between reads. Throws RangeError when one event exceeds `maxEventChars`.
 */
export class SseDecoder {
  #utf8 = new TextDecoder("utf-8")
  #rest = ""
  #event = ""
  #data: string[] = []
  #held = 0
  #afterCr = false
  readonly #maxEventChars: number

  constructor(maxEventChars = 32 * 1024 * 1024) {
    this.#maxEventChars = maxEventChars
  }

  /** Events completed by these bytes. */
  push(bytes: Uint8Array): SseEvent[] {
    return this.#feed(this.#utf8.decode(bytes, { stream: true }))
  }

  /** True when bytes arrived that no blank line has completed: the stream was cut inside an event. */
  get pending(): boolean {
    return this.#rest !== "" || this.#data.length > 0
  }

  #feed(text: string): SseEvent[] {
    const out: SseEvent[] = []
    let buffer = this.#rest + text
    if (this.#afterCr && buffer.startsWith("\n")) buffer = buffer.slice(1)
    if (text !== "") this.#afterCr = false
    // The rest holds no line end, and each kind is searched for once past its last find: linear, however the bytes are cut.
    let lf = buffer.indexOf("\n", this.#rest.length)
    let cr = buffer.indexOf("\r", this.#rest.length)
    let start = 0
    while (lf !== -1 || cr !== -1) {
      const end = cr === -1 || (lf !== -1 && lf < cr) ? lf : cr
      this.#line(buffer.slice(start, end), out)
      start = end + 1
      if (end === cr) {
        if (start === buffer.length) this.#afterCr = true
        else if (lf === start) start++
        cr = buffer.indexOf("\r", start)
      }
      if (lf !== -1 && lf < start) lf = buffer.indexOf("\n", start)
    }
    this.#rest = buffer.slice(start)
    if (this.#rest.length + this.#held > this.#maxEventChars)
      throw new RangeError("an event of the stream is too large")
    return out
  }

  #line(line: string, out: SseEvent[]): void {
    if (line === "") {
      if (this.#data.length > 0) out.push({ event: this.#event, data: this.#data.join("\n") })
      this.#event = ""
      this.#data = []
      this.#held = 0
      return
    }
    const colon = line.indexOf(":")
    if (colon === 0) return
    const field = colon === -1 ? line : line.slice(0, colon)
    const raw = colon === -1 ? "" : line.slice(colon + 1)
    const value = raw.startsWith(" ") ? raw.slice(1) : raw
    if (field === "data") {
      this.#data.push(value)
      this.#held += value.length
    } else if (field === "event") this.#event = value
  }
}

/** The wire form of one event. */
export function encodeSse(e: SseEvent): string {
  const data = e.data.includes("\n") ? e.data.split("\n").join("\ndata: ") : e.data
  return e.event === "" ? `data: ${data}\n\n` : `event: ${e.event}\ndata: ${data}\n\n`
}
