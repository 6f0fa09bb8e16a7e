import type { Log } from "#lib/core/log"
import type { Bus } from "#lib/store/bus"
import type { Want } from "#lib/store/counters"
import type { LeaseStore } from "#lib/store/leases"
import type { MemoryCounters } from "#lib/store/memory/counters"
import { Turns } from "#lib/store/turns"
import { claimAgain, databaseAway, giveBackIdle, goOnAlone, usedRates } from "./hard-times"
import { Lease, type Refused, refusalOf } from "./lease"
import { freedSince, type News, readNews } from "./news"

export interface LeaseBookOptions {
  readonly memory: MemoryCounters
  readonly store: LeaseStore
  readonly bus: Bus
  readonly log: Log
  /** May a request go on when the database that divides the limits is away and this process's part is used up? */
  readonly allowWhenAway: () => boolean
}

const TOPIC = "quota"
const BEAT_MS = 1_000
/** How long what others need is given back as soon as it is free. */
const CONTENDED_MS = 300
/** How long a refusal stands when nothing came free here. */
const REFUSED_MS = 100
const SOON_MS = 10
/** Others are asked for what they do not need, and given this long to say so. */
const GIVE_MS = 150

/** The leases of this process: asks for more, gives back, says that the process is alive. */
export class LeaseBook {
  readonly turns = new Turns()
  readonly #options: LeaseBookOptions
  readonly #leases = new Map<string, Lease>()
  #alone = true
  /** The database did not answer: until it does, nobody waits for it. */
  #away = false
  #beating: NodeJS.Timeout | null = null
  #soon: NodeJS.Timeout | null = null
  #unsubscribe: () => void = () => undefined

  constructor(options: LeaseBookOptions) {
    this.#options = options
  }

  get process(): string {
    return this.#options.store.process
  }

  /** No other process serves, as of the last word of the database. */
  get isAlone(): boolean {
    return this.#alone
  }

  async start(): Promise<void> {
    this.#alone = (await this.#options.store.beat()).others === 0
    this.#unsubscribe = this.#options.bus.subscribe(TOPIC, (message) => this.#told(message))
    this.#beating = setInterval(() => void this.#beat(), BEAT_MS)
    this.#beating.unref()
  }

  async stop(): Promise<void> {
    if (this.#beating !== null) clearInterval(this.#beating)
    if (this.#soon !== null) clearTimeout(this.#soon)
    this.#unsubscribe()
    const kept = usedRates(this.#leases.values(), (lease) => this.#stateOf(lease))
    await this.turns.run(() => this.#options.store.leave(kept)).catch(() => undefined)
  }

  find(key: string): Lease | undefined {
    return this.#leases.get(key)
  }

  /** How far the counter of this want may go here. */
  capacity(want: Want): number {
    if (want.limit === Number.POSITIVE_INFINITY) return want.limit
    const lease = this.#leases.get(want.key)
    return lease === undefined || lease.limit !== want.limit ? Number.NEGATIVE_INFINITY : lease.granted
  }

  /** A counter is gone from memory: so is what was leased for it. */
  drop(key: string): void {
    const lease = this.#leases.get(key)
    if (lease === undefined) return
    lease.shrink({ used: lease.flushed, held: 0 })
  }

  changed(name: string): void {
    for (const lease of this.#leases.values())
      if (lease.key.endsWith(`:${name}`) || lease.key.includes(`:${name}:`)) lease.limit = Number.NaN
  }

  settled(lease: Lease): void {
    const isNeeded = lease.contendedUntilMs > performance.now()
    if (isNeeded || lease.overdrawn) lease.shrink(this.#stateOf(lease))
    lease.freed()
    if (isNeeded) this.#writeSoon()
  }

  /** Asks for more before it is needed, so that nobody waits for it. */
  lookAhead(wants: readonly Want[]): void {
    for (const want of wants) {
      const lease = this.#leases.get(want.key)
      if (lease === undefined || want.amount <= 0) continue
      if (lease.runsShort(want, this.#stateOf(lease), performance.now()))
        this.#ask(lease, { ...want, amount: 4 * want.amount, lastMayOverdraw: false }).catch(() => undefined)
    }
  }

  /** Makes sure that a want fits into what is leased; the refusal when there is no more to lease. Rejects with 503 when the database is away. */
  async cover(want: Want): Promise<Refused | null> {
    const { memory } = this.#options
    for (;;) {
      const lease = this.#leaseOf(want)
      const fits = memory.fits([want])
      if (fits.ok) return null
      if (lease.asking !== null) {
        await lease.asking.catch(() => undefined)
        continue
      }
      const refused = this.refused(want)
      if (refused !== null) return refused
      const answer = await this.#ask(lease, want)
      if (answer !== null && !memory.fits([want]).ok) return answer
    }
  }

  /** The refusal of a want that does not fit here, without asking: all of the limit lies here, or the last answer still stands. */
  refused(want: Want): Refused | null {
    const lease = this.#leases.get(want.key)
    if (lease === undefined || lease.limit !== want.limit) return null
    if (!lease.lasting && lease.granted >= want.limit) return this.#refusal(lease, want)
    return lease.standing(want, performance.now())
  }

  #leaseOf(want: Want): Lease {
    const known = this.#leases.get(want.key)
    if (known === undefined) {
      const used = this.#options.memory.peek(want.key)?.used ?? want.seed ?? 0
      const lease = new Lease(want, used, performance.now())
      this.#leases.set(want.key, lease)
      return lease
    }
    if (known.limit !== want.limit) {
      known.limit = want.limit
      known.refused = null
      known.shrink(this.#stateOf(known))
    }
    return known
  }

  /** One question at a time for each counter; a refusal also when the others gave back what they could. */
  #ask(lease: Lease, want: Want): Promise<Refused | null> {
    const asking = this.#askAll(lease, want)
    lease.asking = asking
    const done = () => {
      lease.asking = null
      if (lease.dirty) this.#writeSoon()
    }
    asking.then(done, done)
    return asking
  }

  async #askAll(lease: Lease, want: Want): Promise<Refused | null> {
    try {
      if (this.#away) throw new Error("the database did not answer a moment ago")
      if (lease.dirty) await this.#write([lease], lease)
      for (let untilMs = Number.POSITIVE_INFINITY; ; ) {
        await lease.writing
        const others = await this.#askOnce(lease, want)
        if (others === null) return null
        if (others === 0 || performance.now() > untilMs) break
        const { version } = lease
        if (untilMs === Number.POSITIVE_INFINITY) {
          untilMs = performance.now() + GIVE_MS
          this.#tell("want", lease)
        }
        // Several others may give, one after the other.
        if (!(await freedSince(lease, version, untilMs))) break
      }
    } catch (e) {
      lease.dirty = true
      this.#wentAway(e)
      const { memory, allowWhenAway } = this.#options
      const state = this.#stateOf(lease)
      goOnAlone(lease, want, { state, isAlone: this.#alone, mayOverrun: allowWhenAway() })
      if (!this.#alone && !memory.fits([want]).ok) throw databaseAway(e)
    }
    if (this.#options.memory.fits([want]).ok) return null
    const why = this.#refusal(lease, want)
    lease.refused = { amount: want.amount, untilMs: performance.now() + REFUSED_MS, version: lease.version, why }
    return why
  }

  /** Null = granted; otherwise how much others have. */
  async #askOnce(lease: Lease, want: Want): Promise<number | null> {
    const answer = await this.#options.store.ask(lease.askFor(want, this.#stateOf(lease)))
    this.#alone = answer.alone
    lease.learn(answer)
    return answer.granted > 0 ? null : answer.others
  }

  #refusal(lease: Lease, want: Want): Refused {
    return refusalOf(lease, want, { state: this.#stateOf(lease), fits: this.#options.memory.fits([want]) })
  }

  #stateOf(lease: Lease): { used: number; held: number } {
    return this.#options.memory.peek(lease.key) ?? { used: lease.lasting ? lease.flushed : 0, held: 0 }
  }

  #writeSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = null
      this.#write(this.#dirty()).catch(() => undefined)
    }, SOON_MS)
  }

  #dirty(): Lease[] {
    return [...this.#leases.values()].filter((lease) => lease.dirty && lease.asking === null)
  }

  /**
   * Brings what is leased to the database as it stands, and says so to those who wait for it. What is being asked for is left
   * out, unless who asks writes it first (`asker`).
   */
  #write(leases: readonly Lease[], asker: Lease | null = null): Promise<void> {
    return this.turns.run(async () => {
      const now = leases.filter((lease) => lease.dirty && (lease.asking === null || lease === asker))
      const states = now.map((lease) => lease.state(this.#stateOf(lease)))
      const writing = this.#options.store.write(states)
      const quiet = writing.catch(() => undefined)
      for (const lease of now) {
        lease.dirty = false
        lease.writing = quiet
      }
      try {
        await writing
      } catch (e) {
        for (const lease of now) lease.dirty = true
        throw e
      } finally {
        for (const lease of now) lease.writing = null
      }
      for (const [i, lease] of now.entries()) this.#written(lease, states[i]?.amount === 0)
    })
  }

  #written(lease: Lease, isEmpty: boolean): void {
    if (lease.contendedUntilMs > performance.now()) this.#tell("gave", lease)
    const isOver = isEmpty && lease.asking === null && this.#options.memory.peek(lease.key) === null
    if (isOver) this.#leases.delete(lease.key)
  }

  #wentAway(cause: unknown): void {
    if (this.#away) return
    this.#away = true
    this.#options.log.error("the database that divides the limits is away", { error: String(cause) })
    void this.#beat()
  }

  async #beat(): Promise<void> {
    const { store, log } = this.#options
    try {
      const { known, others } = await store.beat()
      if (this.#away) log.info("the database that divides the limits is there again")
      this.#away = false
      this.#alone = others === 0
      if (!known) claimAgain(this.#leases.values(), (lease) => this.#stateOf(lease))
      if (!this.#alone) giveBackIdle(this.#leases.values(), (lease) => this.#stateOf(lease))
      const dirty = this.#dirty()
      if (dirty.length > 0) await this.#write(dirty)
    } catch (e) {
      log.debug("this process could not say that it is alive", { error: String(e) })
    }
  }

  #tell(kind: News["kind"], { key }: Lease): void {
    const news: News = { kind, counter: key, from: this.process }
    this.#options.bus.publish(TOPIC, JSON.stringify(news)).catch(() => undefined)
  }

  #told(message: string): void {
    const news = readNews(message)
    const lease = this.#leases.get(news.counter)
    if (lease === undefined || news.from === this.process) return
    if (news.kind === "gave") {
      lease.freed()
      return
    }
    lease.contendedUntilMs = performance.now() + CONTENDED_MS
    if (lease.asking !== null) return
    lease.shrink(this.#stateOf(lease))
    this.#writeSoon()
  }
}
