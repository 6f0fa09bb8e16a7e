/** The one of `names` that `wrong` was probably meant to be: at most a third of its letters differ. Null when none is near. */
export function nearestName(wrong: string, names: readonly string[]): string | null {
  if (wrong.length > 64) return null
  const plain = (text: string) => text.toLowerCase().replace(/[-_\s]/g, "")
  const target = plain(wrong)
  const limit = Math.max(1, Math.floor(target.length / 3))
  let best: string | null = null
  let bestDistance = limit + 1
  for (const name of names) {
    const distance = editDistance(target, plain(name))
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** Levenshtein distance: insertions, deletions and substitutions. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const substituted = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(substituted, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    previous = row
  }
  return previous[b.length] ?? 0
}
