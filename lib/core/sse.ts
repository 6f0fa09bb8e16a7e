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

  #feed(arrived: string): SseEvent[] {
    const out: SseEvent[] = []
    const text = this.#afterCr && arrived.startsWith("\n") ? arrived.slice(1) : arrived
    if (arrived !== "") this.#afterCr = false
    // Only what arrived is searched, each kind of line end once past its last find, and the rest is joined when a line ends:
    // linear, however the bytes are cut.
    let lf = text.indexOf("\n")
    let cr = text.indexOf("\r")
    let start = 0
    while (lf !== -1 || cr !== -1) {
      const end = cr === -1 || (lf !== -1 && lf < cr) ? lf : cr
      this.#line(this.#rest + text.slice(start, end), out)
      this.#rest = ""
      start = end + 1
      if (end === cr) {
        if (start === text.length) this.#afterCr = true
        else if (lf === start) start++
        cr = text.indexOf("\r", start)
      }
      if (lf !== -1 && lf < start) lf = text.indexOf("\n", start)
    }
    this.#rest += text.slice(start)
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
