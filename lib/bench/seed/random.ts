/** Numbers that look random and are the same for the same seed. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** 0 ≤ x < 1 (mulberry32, public domain). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number, `least` ≤ n ≤ `most`. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  chance(of: number): boolean {
    return this.next() < of
  }

  /** One of them, the first ones far more often than the last. */
  favourite<T>(of: readonly T[]): T {
    return of[Math.floor(this.next() ** 2.5 * of.length)] as T
  }

  /** One of them. */
  any<T>(of: readonly T[]): T {
    return of[Math.floor(this.next() * of.length)] as T
  }
}
