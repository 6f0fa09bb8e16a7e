const LF = 10
const CR = 13

/**
 * The end of the last complete event in `bytes`: the index just after its blank line, 0 when there is none. A blank line is two
 * line ends in a row, a line end being LF, CR LF or CR (WHATWG HTML, section 9.2.5). Looks backwards, so that a block that ends
 * with an event costs two comparisons.
 */
export function lastBoundary(bytes: Uint8Array): number {
  for (let i = bytes.length - 1; i > 0; i--) {
    const here = bytes[i]
    if (here !== LF && here !== CR) continue
    const before = bytes[i - 1]
    if (before === LF || (before === CR && here === CR)) return i + 1
    if (before === CR && i > 1 && (bytes[i - 2] === LF || bytes[i - 2] === CR)) return i + 1
  }
  return 0
}

/** The ends of all events in `text`, in order; for text that ends with an event the last one is its length. */
export function boundaries(text: string): number[] {
  const blankLine = /(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r)/g
  const ends: number[] = []
  while (blankLine.exec(text)) ends.push(blankLine.lastIndex)
  return ends
}
