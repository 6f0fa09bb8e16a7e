import type { Clock } from "#lib/core/clock"
import type { CounterState, RoutingCounters, Settlement, Taken, Want } from "#lib/store/counters"
import type { LeaseUse, SpendLeases } from "#lib/store/leases"
import { MemoryCounters } from "#lib/store/memory/counters"
import type { Lease, Refused } from "./lease"
import { LeaseBook, type LeaseBookOptions } from "./lease-book"

export interface LeasedCountersOptions extends Omit<LeaseBookOptions, "memory"> {
  readonly clock: Clock
  /** How long a request waits for a budget's rest that others hold, when it still has money. */
  readonly holdWaitMs: number
}

/** More rounds than this mean that others are always faster; the last answer stands then. */
const MAX_ROUNDS = 100
const FITS: Taken = { ok: true }
/** A waiter that nobody woke looks by itself. */
const LOOK_AGAIN_MS = 200

/**
 * Counters that several processes share. Each has leased a part of every limit it uses and counts inside it without asking
 * anyone; who is alone has all of it. When the part is used up, one statement asks for more; when that is refused, the others
 * are asked for what they do not need. Exact: what was used and all leases together never exceed a limit.
 */
export class LeasedCounters implements RoutingCounters, SpendLeases {
  readonly #memory: MemoryCounters
  readonly #book: LeaseBook
  readonly #holdWaitMs: number

  constructor({ clock, holdWaitMs, ...options }: LeasedCountersOptions) {
    this.#memory = new MemoryCounters(clock, {
      capacity: (want) => this.#book.capacity(want),
      dropped: (key) => this.#book.drop(key),
    })
    this.#book = new LeaseBook({ ...options, memory: this.#memory })
    this.#holdWaitMs = holdWaitMs
  }

  get process(): string {
    return this.#book.process
  }

  /** No other process serves, as of the last word of the database. */
  get isAlone(): boolean {
    return this.#book.isAlone
  }

  /** Makes this process known to the others; before the first request. Rejects when the database cannot be reached. */
  start(): Promise<void> {
    return this.#book.start()
  }

  /** Gives everything back. Never rejects: what cannot be given back is free some seconds later. */
  stop(): Promise<void> {
    return this.#book.stop()
  }

  take(wants: readonly Want[]): Taken | Promise<Taken> {
    return this.#take(wants, this.#holdWaitMs)
  }

  tryTake(wants: readonly Want[]): Taken | Promise<Taken> {
    return this.#take(wants, 0)
  }

  async wouldTake(wants: readonly Want[]): Promise<Taken> {
    return this.#memory.fits(wants).ok ? FITS : ((await this.#cover(wants)) ?? FITS)
  }

  /** Refused is only what lies entirely here, or what was refused a moment ago. */
  fits(wants: readonly Want[]): Taken {
    const all = this.#memory.fits(wants)
    if (all.ok) return all
    for (const want of wants) {
      const one = this.#memory.fits([want])
      const refused = one.ok ? null : this.#book.refused(want)
      if (refused !== null) return refused
    }
    return FITS
  }

  #take(wants: readonly Want[], waitMs: number): Taken | Promise<Taken> {
    const taken = this.#memory.take(wants)
    if (!taken.ok) return this.#obtain(wants, waitMs)
    if (!this.#book.isAlone) this.#book.lookAhead(wants)
    return taken
  }

  settle(settlements: readonly Settlement[]): void {
    this.#memory.settle(settlements)
    for (const { key } of settlements) {
      const lease = this.#book.find(key)
      if (lease !== undefined) this.#book.settled(lease)
    }
  }

  peek(key: string): CounterState | null {
    const state = this.#memory.peek(key)
    const elsewhere = this.#book.find(key)?.elsewhere ?? 0
    return state === null || elsewhere === 0 ? state : { used: state.used + elsewhere, held: state.held }
  }

  /** Somebody's limits or spend were changed by hand (`name` is a key's hash or `kind:id`): what is leased of them is asked for anew. */
  changed(name: string): void {
    this.#book.changed(name)
  }

  has(counter: string): boolean {
    return this.#book.find(counter) !== undefined
  }

  alone<T>(run: () => Promise<T>): Promise<T> {
    return this.#book.turns.run(run)
  }

  written(used: readonly LeaseUse[]): void {
    for (const use of used) {
      const lease = this.#book.find(use.counter)
      if (lease !== undefined) lease.flushed += use.used
    }
  }

  async #obtain(wants: readonly Want[], waitMs: number): Promise<Taken> {
    const until = performance.now() + waitMs
    let last: Taken | null = null
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const refused = await this.#cover(wants)
      if (refused === null) {
        last = this.#memory.take(wants)
        if (!last.ok) continue
        for (const { key } of wants) this.#book.find(key)?.waiting.shift()?.()
        return last
      }
      last = refused
      const lease = this.#book.find(refused.want.key)
      const left = until - performance.now()
      if (lease === undefined || !worthWaiting(lease, refused) || left <= 0) return refused
      await woken(lease, Math.min(left, LOOK_AGAIN_MS))
    }
    return last ?? this.#memory.take(wants)
  }

  /** Leases enough of every limit; the first refusal when one has no more. */
  async #cover(wants: readonly Want[]): Promise<Refused | null> {
    for (const want of wants) {
      if (want.limit === Number.POSITIVE_INFINITY) continue
      const refused = await this.#book.cover(want)
      if (refused !== null) return refused
    }
    return null
  }
}

/**
 * There is money, but requests in flight hold it: most of them will need less than they hold. What others have leased may be held
 * too, or be on its way back: a busy process is late to say so.
 */
function worthWaiting(lease: Lease, { used, held, want }: Refused): boolean {
  return lease.lasting && used < want.limit && (held > 0 || lease.shared)
}

function woken(lease: Lease, atMostMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      const at = lease.waiting.indexOf(done)
      if (at !== -1) lease.waiting.splice(at, 1)
      resolve()
    }
    const timer = setTimeout(done, atMostMs)
    lease.waiting.push(done)
  })
}
