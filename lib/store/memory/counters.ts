import type { Clock } from "#lib/core/clock"
import type { CounterState, RoutingCounters, Settlement, Taken, Want } from "#lib/store/counters"
import { lastingCounter } from "#lib/store/leases"

/** One second a slot; only the slots of the window count. */
interface SlidingWindow {
  readonly seconds: number
  readonly slots: Float64Array
  /** The second each slot was last written in. */
  readonly at: Float64Array
}

interface Counter {
  used: number
  held: number
  window: SlidingWindow | null
}

const SWEEP_SECONDS = 60
const FITS: Taken = { ok: true }

/** Whose sum it is and when its window started; null for counters that do not last a window. */
function windowOf(key: string): [subject: string, start: number | null] {
  const lasting = lastingCounter(key)
  return lasting === null ? [key, null] : [`${lasting.unit}:${lasting.name}`, lasting.windowStartedAt]
}

export interface MemoryCountersOptions {
  /** What this process may use of a want without asking anyone; absent: its limit. */
  readonly capacity?: (want: Want) => number
  /** A counter that says nothing any more was dropped. */
  readonly dropped?: (key: string) => void
}

/** Counters of one process. Exact: every step is one synchronous turn of the event loop. */
export class MemoryCounters implements RoutingCounters {
  readonly #counters = new Map<string, Counter>()
  readonly #clock: Clock
  readonly #capacity: ((want: Want) => number) | undefined
  readonly #dropped: ((key: string) => void) | undefined
  #nextSweep = 0

  constructor(clock: Clock, { capacity, dropped }: MemoryCountersOptions = {}) {
    this.#clock = clock
    this.#capacity = capacity
    this.#dropped = dropped
  }

  take(wants: readonly Want[]): Taken {
    const second = Math.floor(this.#clock.now() / 1000)
    const taken = this.fits(wants)
    if (!taken.ok) return taken
    for (const want of wants) {
      const counter = this.#counter(want)
      if (want.atOnce === true && counter.window !== null) spend(counter.window, second, want.amount)
      else counter.held += want.amount
    }
    this.#sweep(second)
    return taken
  }

  /** Nothing is waited for here: the same as `take`. */
  wouldTake(wants: readonly Want[]): Taken {
    return this.fits(wants)
  }

  tryTake(wants: readonly Want[]): Taken {
    return this.take(wants)
  }

  fits(wants: readonly Want[]): Taken {
    const second = Math.floor(this.#clock.now() / 1000)
    for (const want of wants) {
      const counter = this.#counter(want)
      const used = usedOf(counter, second)
      const limit = this.#capacity === undefined ? want.limit : this.#capacity(want)
      if (used + counter.held + want.amount <= limit) continue
      // Who has all there is may overdraw it; who has a part asks.
      if (want.lastMayOverdraw === true && counter.held === 0 && used < limit && limit === want.limit) continue
      return { ok: false, want, used, held: counter.held, retryAfterMs: retryAfterMs(counter, want, this.#clock.now()) }
    }
    return FITS
  }

  settle(settlements: readonly Settlement[]): void {
    const second = Math.floor(this.#clock.now() / 1000)
    for (const { key, held, actual } of settlements) {
      const counter = this.#counters.get(key)
      if (counter === undefined) continue
      counter.held = Math.max(0, counter.held - held)
      if (counter.window === null) counter.used += actual
      else spend(counter.window, second, actual)
    }
  }

  peek(key: string): CounterState | null {
    const counter = this.#counters.get(key)
    if (counter === undefined) return null
    return { used: usedOf(counter, Math.floor(this.#clock.now() / 1000)), held: counter.held }
  }

  /** Once a minute, counters that say nothing any more are dropped: idle windows and gauges, and sums of windows that were followed by another. */
  #sweep(second: number): void {
    if (second < this.#nextSweep) return
    this.#nextSweep = second + SWEEP_SECONDS
    const newest = new Map<string, number>()
    for (const key of this.#counters.keys()) {
      const [subject, start] = windowOf(key)
      if (start !== null) newest.set(subject, Math.max(start, newest.get(subject) ?? start))
    }
    for (const [key, counter] of this.#counters) {
      if (counter.held > 0) continue
      const [subject, start] = windowOf(key)
      const over = start === null ? usedOf(counter, second) === 0 : start < (newest.get(subject) ?? start)
      if (!over) continue
      this.#counters.delete(key)
      this.#dropped?.(key)
    }
  }

  #counter(want: Want): Counter {
    let counter = this.#counters.get(want.key)
    if (counter === undefined) {
      const seconds = want.windowSeconds
      const window =
        seconds === 0 ? null : { seconds, slots: new Float64Array(seconds), at: new Float64Array(seconds).fill(-1) }
      counter = { used: want.seed ?? 0, held: 0, window }
      this.#counters.set(want.key, counter)
    }
    return counter
  }
}

function usedOf(counter: Counter, second: number): number {
  const { window } = counter
  if (window === null) return counter.used
  let sum = 0
  for (let i = 0; i < window.seconds; i++) {
    const at = window.at[i] ?? -1
    if (at > second - window.seconds && at <= second) sum += window.slots[i] ?? 0
  }
  return sum
}

function spend(window: SlidingWindow, second: number, amount: number): void {
  const slot = second % window.seconds
  if (window.at[slot] !== second) {
    window.at[slot] = second
    window.slots[slot] = 0
  }
  window.slots[slot] = (window.slots[slot] ?? 0) + amount
}

/** When enough of the window has slid away for this want to fit; 1 s for counters that do not slide. */
function retryAfterMs(counter: Counter, want: Want, nowMs: number): number {
  const { window } = counter
  if (window === null) return 1000
  const second = Math.floor(nowMs / 1000)
  let excess = usedOf(counter, second) + counter.held + want.amount - want.limit
  for (let age = window.seconds - 1; age >= 0; age--) {
    const slot = (second - age) % window.seconds
    if (slot < 0 || window.at[slot] !== second - age) continue
    excess -= window.slots[slot] ?? 0
    if (excess <= 0) return (second - age + window.seconds) * 1000 - nowMs
  }
  return window.seconds * 1000
}
