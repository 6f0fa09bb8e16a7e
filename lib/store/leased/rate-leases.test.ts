import { once } from "node:events"
import { connect as connectSocket } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { systemClock } from "#lib/core/clock"
import { makeLog } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { scratchDatabase } from "#lib/db/scratch"
import { MemoryBus } from "#lib/store/memory/bus"
import { PostgresLeases } from "#lib/store/postgres/leases"
import { connectRedis, type RedisClient } from "#lib/store/redis/connect"
import { RedisLeases } from "#lib/store/redis/leases"
import { hasRedis, type RedisServer, startRedis } from "#lib/testing/redis-server"
import { LeasedCounters } from "./counters"
import { RateLeases } from "./rate-leases"

const LIMIT = 50
const log = (lines: string[]) => makeLog("info", (line) => lines.push(line))

/** A gateway process: its counters over Redis and Postgres. */
interface Process {
  readonly counters: LeasedCounters
  readonly store: RateLeases
  readonly client: RedisClient
}

describe.skipIf(!hasRedis())("rates in Redis, budgets in Postgres", () => {
  const logged: string[] = []
  const bus = new MemoryBus(makeLog("error"))
  let db: Database
  let drop: () => Promise<void>
  let server: RedisServer
  let processes: Process[] = []

  async function join(name: string): Promise<Process> {
    const address = { host: "127.0.0.1", port: server.port }
    const client = await new Promise<RedisClient>((resolve) => {
      void connectRedis(address, { log: log(logged), what: "a test's Redis", onReady: resolve })
    })
    const rates = new RedisLeases(Promise.resolve(client), { process: name, prefix: "{test}:" })
    const store = new RateLeases({ money: new PostgresLeases(db, name), rates, log: log(logged) })
    const counters = new LeasedCounters({
      clock: systemClock,
      store,
      bus,
      log: log(logged),
      allowWhenAway: () => false,
      holdWaitMs: 0,
    })
    await counters.start()
    return { counters, store, client }
  }

  beforeAll(async () => {
    const scratch = await scratchDatabase()
    db = scratch.db
    drop = scratch.drop
    server = await startRedis()
    processes = [await join("one"), await join("two")]
    await Promise.all(processes.map(({ store }) => store.beat()))
  })
  afterAll(async () => {
    for (const { counters, client } of processes) {
      await counters.stop()
      client.destroy()
    }
    await server.stop()
    await drop()
  })

  /** So many of `times` uses of a rate at once, over both processes, were let through. */
  async function used(key: string, times: number): Promise<number> {
    const want = { key, amount: 1, limit: LIMIT, windowSeconds: 60, atOnce: true }
    const taken = await Promise.all(
      Array.from({ length: times }, async (_, i) => processes[i % 2]?.counters.take([want])),
    )
    return taken.filter((one) => one?.ok === true).length
  }

  const inDatabase = async (key: string) =>
    (await db.sql`select 1 from quota_leases where counter = ${key} and amount > 0`).length

  it("a rate is one for all processes, and the database is not asked for it", async () => {
    expect(await used("rpm:exact", 3 * LIMIT)).toBe(LIMIT)
    expect(await inDatabase("rpm:exact")).toBe(0)
  })

  it("a budget is divided in the database all the same", async () => {
    const want = { key: "budget:team:t:0", amount: 10, limit: 100, windowSeconds: 0 }
    expect(await processes[0]?.counters.take([want])).toEqual({ ok: true })
    expect(await inDatabase(want.key)).toBe(1)
  })

  it("Redis is killed: nobody is refused for it, the limit holds to twice itself, and new rates are exact", async () => {
    const before = await used("rpm:across", 30)
    await server.stop()
    const after = await used("rpm:across", 3 * LIMIT)
    expect(before).toBe(30)
    expect(before + after).toBeGreaterThanOrEqual(LIMIT)
    expect(before + after).toBeLessThanOrEqual(2 * LIMIT)
    expect(await used("rpm:fresh", 3 * LIMIT)).toBe(LIMIT)
    expect(await inDatabase("rpm:fresh")).toBeGreaterThan(0)
    expect(processes.map(({ store }) => store.isAway)).toEqual([true, true])
    expect(logged.filter((line) => line.includes("divides rate limits, is away"))).toHaveLength(2)
  })

  it("it is there again: rates go back to it, and what was used is not forgotten", async () => {
    server = await startRedis(server.port)
    await expect.poll(() => processes.map(({ store }) => store.isAway), { timeout: 10_000 }).toEqual([false, false])
    await expect.poll(() => inDatabase("rpm:fresh"), { timeout: 5_000 }).toBe(0)
    expect(await used("rpm:back", 3 * LIMIT)).toBe(LIMIT)
    expect(await inDatabase("rpm:back")).toBe(0)
    await expect
      .poll(() => processes[0]?.client.eval("return redis.call('HLEN', KEYS[1])", { keys: ["{test}:lease:rpm:fresh"] }))
      .toBe(2)
    expect(await used("rpm:fresh", LIMIT)).toBe(0)
  })

  it("Redis hangs: the first who asks waits for a moment, the others for nothing, and nobody is refused", async () => {
    await inRedis("CLIENT PAUSE 2500 ALL")
    expect(await used("rpm:paused", 3 * LIMIT)).toBe(LIMIT)
    expect(processes.map(({ store }) => store.isAway)).toEqual([true, true])
    const from = performance.now()
    expect(await used("rpm:also-paused", 3 * LIMIT)).toBe(LIMIT)
    expect(performance.now() - from).toBeLessThan(2_000)
  })

  async function inRedis(command: string): Promise<void> {
    const socket = connectSocket(server.port, "127.0.0.1")
    await once(socket, "connect")
    socket.write(`${command}\r\n`)
    await once(socket, "data")
    socket.destroy()
  }
})
