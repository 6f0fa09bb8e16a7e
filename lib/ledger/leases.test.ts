import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { systemClock } from "#lib/core/clock"
import { makeLog } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { scratchDatabase } from "#lib/db/scratch"
import { LeasedCounters } from "#lib/store/leased/counters"
import { budgetCounter, type LeaseStore } from "#lib/store/leases"
import { MemoryBus } from "#lib/store/memory/bus"
import { freeLeasesOf, PostgresLeases } from "#lib/store/postgres/leases"
import { spendRow } from "#lib/testing/spend-row"
import { leaseUses } from "./charge-leases"
import { rowLine, type SpendRow } from "./spend-row"
import { Totals } from "./totals"
import { writeNewRows, writeRowsOnce } from "./write-rows"

const STEPS = 250
const PROCESSES = 3

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const scratch = await scratchDatabase()
  db = scratch.db
  drop = scratch.drop
})
afterAll(() => drop())

/** Random numbers that are the same for the same seed (a linear congruential generator, Numerical Recipes' constants). */
function chance(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

interface Ticket {
  readonly process: Process
  readonly windowMs: number
  readonly amount: number
}

/** A process that was killed says nothing more to the database, though its object is still here. */
class MortalLeases implements LeaseStore {
  readonly #leases: PostgresLeases
  dead = false

  constructor(name: string) {
    this.#leases = new PostgresLeases(db, name)
  }
  get process() {
    return this.#leases.process
  }
  ask: LeaseStore["ask"] = (ask) => this.#living(() => this.#leases.ask(ask))
  write: LeaseStore["write"] = (states) => this.#living(() => this.#leases.write(states))
  beat: LeaseStore["beat"] = () => this.#living(() => this.#leases.beat())
  leave: LeaseStore["leave"] = (kept) => this.#living(() => this.#leases.leave(kept))

  #living<T>(call: () => Promise<T>): Promise<T> {
    return this.dead ? Promise.reject(new Error("this process is dead")) : call()
  }
}

interface Process {
  readonly counters: LeasedCounters
  readonly store: MortalLeases
  /** Settled, in its journal, not in the database yet. */
  rows: SpendRow[]
}

/** A few gateway processes that serve one key, and everything that can happen to them. */
class World {
  readonly token: string
  limit = 1_000_000
  windowMs = 0
  readonly tickets: Ticket[] = []
  readonly processes: Process[] = []
  readonly #bus = new MemoryBus(makeLog("error"))
  #made = 0
  /** What came of every request of the running window, in the database or not. */
  settled = 0

  constructor(token: string) {
    this.token = token
  }

  async open(): Promise<void> {
    await db.sql`insert into keys (token, key_name, max_budget_nano) values (${this.token}, 'sk-...', ${this.limit})`
    while (this.processes.length < PROCESSES) await this.join()
  }

  async join(): Promise<void> {
    const store = new MortalLeases(`process-${this.#made++}-of-${this.token}`)
    const counters = new LeasedCounters({
      clock: systemClock,
      store,
      bus: this.#bus,
      log: makeLog("error"),
      allowWhenAway: () => false,
      holdWaitMs: 0,
    })
    await counters.start()
    this.processes.push({ counters, store, rows: [] })
  }

  async take(process: Process, amount: number): Promise<boolean> {
    const { token, windowMs, limit } = this
    const key = budgetCounter(token, windowMs)
    const [row] = await db.sql<{ spend: string }[]>`
      select case when window_started_at = ${new Date(windowMs)} then spend_nano else 0 end as spend from keys where token = ${token}`
    const seed = Number(row?.spend ?? 0)
    const taken = await process.counters.take([{ key, amount, limit, windowSeconds: 0, seed }])
    if (taken.ok) this.tickets.push({ process, windowMs, amount })
    return taken.ok
  }

  settle(ticket: Ticket, actual: number): void {
    this.tickets.splice(this.tickets.indexOf(ticket), 1)
    ticket.process.counters.settle([{ key: budgetCounter(this.token, ticket.windowMs), held: ticket.amount, actual }])
    ticket.process.rows.push(this.#row(actual, ticket.windowMs))
    if (ticket.windowMs === this.windowMs) this.settled += actual
  }

  #row(spend: number, windowMs: number): SpendRow {
    const request_id = `${this.token}-${this.#made++}`
    return spendRow({ request_id, api_key: this.token, spend_nano: spend, window_started_at: windowMs })
  }

  async flush(process: Process): Promise<void> {
    const rows = process.rows.splice(0)
    if (rows.length === 0) return
    const totals = new Totals()
    for (const row of rows) totals.add(row)
    const { counters } = process
    await counters.alone(async () => {
      await writeNewRows({ db, leases: counters }, rows.map(rowLine), totals)
      counters.written(leaseUses(counters, totals.keys(), totals.accounts()))
    })
  }

  /** kill -9, and a start that books the journal: what was in flight is billed as it was held. */
  async die(process: Process): Promise<void> {
    this.processes.splice(this.processes.indexOf(process), 1)
    process.store.dead = true
    await process.counters.stop()
    const inFlight = this.tickets.filter((ticket) => ticket.process === process)
    for (const ticket of inFlight) {
      this.tickets.splice(this.tickets.indexOf(ticket), 1)
      process.rows.push(this.#row(ticket.amount, ticket.windowMs))
      if (ticket.windowMs === this.windowMs) this.settled += ticket.amount
    }
    await writeRowsOnce({ db }, process.rows.map(rowLine))
    await freeLeasesOf(db, [process.counters.process])
    await this.join()
  }

  /** The budget's window turns, or an admin changes the limit. */
  turn(): void {
    this.windowMs += 86_400_000
    this.settled = 0
  }

  get held(): number {
    return this.tickets
      .filter(({ windowMs }) => windowMs === this.windowMs)
      .reduce((sum, { amount }) => sum + amount, 0)
  }

  async close(): Promise<void> {
    for (const { counters } of this.processes) await counters.stop()
  }
}

async function step(world: World, random: (below: number) => number): Promise<string> {
  const pick = <T>(from: readonly T[]): T | undefined => from[random(from.length)]
  const process = pick(world.processes) as Process
  const ticket = pick(world.tickets)
  const dice = random(100)
  if (dice < 55) return (await world.take(process, 1 + random(60_000))) ? "taken" : "refused"
  if (dice < 80 && ticket !== undefined) world.settle(ticket, random(ticket.amount + 1))
  else if (dice < 90) await world.flush(process)
  else if (dice < 93) await world.die(process)
  else if (dice < 95) world.turn()
  else if (dice < 97) world.limit = Math.max(world.settled + world.held, 400_000 + random(1_200_000))
  return "done"
}

describe("leases of a budget", () => {
  it.each([1, 2, 3, 4, 5, 6])(
    "whatever happens in whatever order, nobody spends more than there is and nothing is lost (seed %i)",
    async (seed) => {
      const world = new World(`key-of-seed-${seed}`)
      await world.open()
      const random = chance(seed)
      const seen = new Set<string>()
      for (let n = 0; n < STEPS; n++) {
        seen.add(await step(world, random))
        expect(world.settled + world.held, `step ${n}`).toBeLessThanOrEqual(world.limit)
      }
      expect(seen).toContain("taken")
      for (const ticket of [...world.tickets]) world.settle(ticket, 0)
      for (const process of world.processes) await world.flush(process)
      // All that is left can be spent by any one of them, and not a nano-dollar more.
      const [process] = world.processes
      if (process === undefined) throw new Error("nobody is left")
      const rest = world.limit - world.settled
      expect(await world.take(process, rest + 1)).toBe(false)
      if (rest > 0) expect(await world.take(process, rest)).toBe(true)
      await world.close()
    },
    60_000,
  )
})
