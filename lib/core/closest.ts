/** Longer words are never compared: no name of ours is that long, and the work grows with the square. */
const LONGEST = 80

/**
 * The candidates that `word` was probably meant to be, best first, at most `max` of them. Case, `-`, `_` and spaces do
 * not count; otherwise about three typing errors (insert, delete, replace, swap of neighbours) in eight characters are
 * forgiven, three at most.
 */
export function closest(word: string, candidates: Iterable<string>, max = 3): string[] {
  const plain = flat(word)
  if (plain === "" || plain.length > LONGEST) return []
  const allowed = Math.min(3, Math.max(1, Math.floor(plain.length * 0.375)))
  const near: { name: string; distance: number }[] = []
  for (const name of new Set(candidates)) {
    const other = flat(name)
    if (other.length > LONGEST || Math.abs(other.length - plain.length) > allowed) continue
    const distance = editDistance(plain, other)
    if (distance <= allowed) near.push({ name, distance })
  }
  near.sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name, "en"))
  return near.slice(0, max).map(({ name }) => name)
}

function flat(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, "")
}

/** Optimal string alignment distance: Levenshtein plus the swap of two neighbours. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1)
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
