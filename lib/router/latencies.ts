/** The last few measurements of each deployment. */
export class Latencies {
  readonly #samples = new Map<string, { at: number; ms: number }[]>()
  readonly #keep: number
  readonly #ttlMs: number

  constructor({ keep, ttlMs }: { keep: number; ttlMs: number }) {
    this.#keep = Math.max(1, keep)
    this.#ttlMs = ttlMs
  }

  add(id: string, ms: number, nowMs: number): void {
    const samples = this.#samples.get(id)
    if (samples === undefined) {
      this.#samples.set(id, [{ at: nowMs, ms }])
      return
    }
    samples.push({ at: nowMs, ms })
    if (samples.length > this.#keep) samples.shift()
  }

  /** Mean milliseconds of what is not too old; null = nothing known. */
  mean(id: string, nowMs: number): number | null {
    let sum = 0
    let count = 0
    for (const { at, ms } of this.#samples.get(id) ?? []) {
      if (nowMs - at > this.#ttlMs) continue
      sum += ms
      count++
    }
    return count === 0 ? null : sum / count
  }
}
