/** A measured value and how many it stands for. */
export interface Weighed {
  readonly value: number
  readonly weight: number
}

/** The smallest value that at least `share` (0 to 1) of the whole weight does not exceed; null when nothing was measured. */
export function percentile(values: readonly Weighed[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a.value - b.value)
  const whole = sorted.reduce((sum, { weight }) => sum + weight, 0)
  let reached = 0
  for (const { value, weight } of sorted) {
    reached += weight
    if (reached >= whole * share) return value
  }
  return null
}
