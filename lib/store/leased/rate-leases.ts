import type { Log } from "#lib/core/log"
import { type LeaseAnswer, type LeaseAsk, type LeaseState, type LeaseStore, lastingCounter } from "#lib/store/leases"

export interface RateLeasesOptions {
  /** Where budgets are divided, always; and rates while `rates` is away. */
  readonly money: LeaseStore
  /** Where rates and gauges are divided. */
  readonly rates: LeaseStore
  readonly log: Log
}

/**
 * Divides rates and gauges in a place of their own (Redis), so that their traffic leaves the database. When that place goes away the
 * database takes over at once, and gives back when it is there again. Neither place ever grants more than a limit, so in the minute
 * of a change a rate comes to twice its limit at most; each process takes along what it has used and holds, which makes that rare.
 */
export class RateLeases implements LeaseStore {
  readonly #options: RateLeasesOptions
  /** Counters of rates that stand in the database meanwhile; null = `rates` is there. */
  #moved: Set<string> | null = null
  #changed = false
  #others = 0
  #probing: Promise<void> | null = null
  readonly #running = new Set<Promise<unknown>>()

  constructor(options: RateLeasesOptions) {
    this.#options = options
  }

  get process(): string {
    return this.#options.money.process
  }

  /** The place for rates does not answer; the database divides them. */
  get isAway(): boolean {
    return this.#moved !== null
  }

  async ask(ask: LeaseAsk): Promise<LeaseAnswer> {
    const { money, rates } = this.#options
    if (lastingCounter(ask.counter) !== null) return money.ask(ask)
    if (this.#moved === null)
      try {
        const answer = await rates.ask(ask)
        return { ...answer, alone: answer.alone && this.#others === 0 }
      } catch (e) {
        this.#lost(e)
      }
    return this.#meanwhile(async () => {
      await this.#take(ask)
      return money.ask(ask)
    })
  }

  async write(all: readonly LeaseState[]): Promise<void> {
    const { money, rates } = this.#options
    let states = all
    const ofRates = states.filter(({ counter }) => lastingCounter(counter) === null)
    if (ofRates.length > 0 && this.#moved === null)
      try {
        await rates.write(ofRates)
        states = states.filter((state) => !ofRates.includes(state))
      } catch (e) {
        this.#lost(e)
      }
    for (const { counter } of ofRates) this.#moved?.add(counter)
    return this.#meanwhile(() => money.write(states))
  }

  async beat(): Promise<{ known: boolean; others: number }> {
    const { money } = this.#options
    if (this.#moved === null) await this.#beatRates()
    else this.#probing ??= this.#probe().finally(() => (this.#probing = null))
    const seen = await money.beat()
    this.#others = seen.others
    // After a change everything is written anew, where it belongs now.
    const known = seen.known && !this.#changed
    this.#changed = false
    return { ...seen, known }
  }

  async leave(kept: readonly LeaseState[]): Promise<void> {
    const { money, rates } = this.#options
    const away = this.isAway
    await Promise.all([
      money.leave(kept.filter(({ counter }) => away || lastingCounter(counter) !== null)),
      away
        ? undefined
        : rates.leave(kept.filter(({ counter }) => lastingCounter(counter) === null)).catch(() => undefined),
    ])
  }

  /** What is under way in the database when rates go back: it would write them there once more. */
  async #meanwhile<T>(work: () => Promise<T>): Promise<T> {
    const running = work()
    this.#running.add(running)
    try {
      return await running
    } finally {
      this.#running.delete(running)
    }
  }

  /** What the process has of a counter goes along before more is asked for. */
  async #take({ counter, has, spare, held }: LeaseAsk): Promise<void> {
    const moved = this.#moved
    if (moved === null || moved.has(counter)) return
    moved.add(counter)
    await this.#options.money.write([{ counter, amount: has, held: Math.min(held, has), spare: Math.min(spare, has) }])
  }

  async #beatRates(): Promise<void> {
    try {
      const { known } = await this.#options.rates.beat()
      if (!known) this.#changed = true
    } catch (e) {
      this.#lost(e)
    }
  }

  #lost(cause: unknown): void {
    if (this.#moved !== null) return
    this.#moved = new Set()
    this.#changed = true
    this.#options.log.warn("Redis, which divides rate limits, is away; the database does it meanwhile", {
      error: String(cause),
    })
  }

  /** Looks whether it is there again; what it had of this process from before is no longer true. */
  async #probe(): Promise<void> {
    const { money, rates, log } = this.#options
    try {
      await rates.leave([])
      await rates.beat()
    } catch {
      return
    }
    const moved = [...(this.#moved ?? [])]
    this.#moved = null
    this.#changed = true
    log.info("Redis divides rate limits again")
    await Promise.allSettled(this.#running)
    await money.write(moved.map((counter) => ({ counter, amount: 0, held: 0, spare: 0 }))).catch(() => undefined)
  }
}
