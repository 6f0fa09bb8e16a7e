/** A line of two texts held beside each other. */
export interface DiffLine {
  readonly kind: "same" | "gone" | "new"
  readonly text: string
}

/** Lines compared with each other at most; beyond, what differs is shown as gone and new in one piece. */
const MAX_CELLS = 2_000_000

/** The lines of both texts in order: what both have, what only the first has, what only the second has. */
export function textDiff(before: string, after: string): DiffLine[] {
  const a = before === "" ? [] : before.split("\n")
  const b = after === "" ? [] : after.split("\n")
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  const middle = between(a.slice(head, a.length - tail), b.slice(head, b.length - tail))
  return [...a.slice(0, head).map(same), ...middle, ...a.slice(a.length - tail).map(same)]
}

const same = (text: string): DiffLine => ({ kind: "same", text })
const gone = (text: string): DiffLine => ({ kind: "gone", text })
const fresh = (text: string): DiffLine => ({ kind: "new", text })

/** By the longest common subsequence. */
function between(a: readonly string[], b: readonly string[]): DiffLine[] {
  if (a.length === 0 || b.length === 0 || a.length * b.length > MAX_CELLS) return [...a.map(gone), ...b.map(fresh)]
  const width = b.length + 1
  const length = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i * width + j] =
        a[i] === b[j]
          ? (length[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0)
  const out: DiffLine[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const [x = "", y = ""] = [a[i], b[j]]
    if (x === y) {
      out.push(same(x))
      i++
      j++
    } else if ((length[(i + 1) * width + j] ?? 0) >= (length[i * width + j + 1] ?? 0)) {
      out.push(gone(x))
      i++
    } else {
      out.push(fresh(y))
      j++
    }
  }
  return [...out, ...a.slice(i).map(gone), ...b.slice(j).map(fresh)]
}
