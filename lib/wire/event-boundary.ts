const LF = 10
const CR = 13

/**
 * The end of the last complete event in `bytes`: the index just after its blank line, 0 when there is none. A blank line is two
 * line ends in a row, a line end being LF, CR LF or CR (WHATWG HTML, section 9.2.5). A CR at the very end counts as half a CR LF
 * until the next byte is here. Looks backwards, so that a block that ends with an event costs two comparisons.
 */
export function lastBoundary(bytes: Uint8Array): number {
  const last = bytes.length - 1
  for (let i = bytes[last] === CR ? last - 1 : last; i > 0; i--) {
    const here = bytes[i]
    if (here !== LF && here !== CR) continue
    const before = bytes[i - 1]
    if (before === LF || (before === CR && here === CR)) return i + 1
    if (before === CR && i > 1 && (bytes[i - 2] === LF || bytes[i - 2] === CR)) return i + 1
  }
  return 0
}

/** Finds the event around a place in text that ends with an event. */
export class EventFinder {
  readonly #text: string
  /** The ends of all events, when CRs make them more than a search for LF LF. */
  readonly #ends: number[] | null

  constructor(text: string) {
    this.#text = text
    this.#ends = text.includes("\r") ? boundaries(text) : null
  }

  /** The range of the event that holds index `at`; nothing before `from` is looked at. */
  around(at: number, from: number): { start: number; end: number } {
    if (this.#ends) {
      const next = this.#ends.findIndex((end) => end > at)
      const end = next === -1 ? this.#text.length : (this.#ends[next] ?? 0)
      const start = next === -1 ? this.#ends.at(-1) : this.#ends[next - 1]
      return { start: Math.max(from, start ?? 0), end }
    }
    const before = this.#text.lastIndexOf("\n\n", at)
    const after = this.#text.indexOf("\n\n", at)
    return { start: before < from ? from : before + 2, end: after === -1 ? this.#text.length : after + 2 }
  }
}

function boundaries(text: string): number[] {
  const blankLine = /(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r)/g
  const ends: number[] = []
  while (blankLine.exec(text)) ends.push(blankLine.lastIndex)
  return ends
}
