import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Database } from "#lib/db/open"
import { scratchDatabase } from "#lib/db/scratch"
import { type Harness, harness } from "#lib/testing/harness"
import { hasRedis, type RedisServer, startRedis } from "#lib/testing/redis-server"

const LIMIT = 10
const PASSWORD = "redis-canary-password"

describe.skipIf(!hasRedis())("two gateways on one Redis", () => {
  let server: RedisServer
  let db: Database
  let drop: () => Promise<void>
  let pair: Harness[] = []
  beforeAll(async () => {
    server = await startRedis()
    const scratch = await scratchDatabase()
    db = scratch.db
    drop = scratch.drop
    const yaml = `router_settings: {redis_host: 127.0.0.1, redis_port: ${server.port}}\n`
    pair = await Promise.all([harness({ yaml, database: db }), harness({ yaml, database: db })])
  })
  afterAll(async () => {
    await Promise.all(pair.map((gw) => gw.close()))
    await server.stop()
    await drop()
  })

  async function served(key: string, times: number): Promise<Record<number, number>> {
    const body = { model: "ok", messages: [{ role: "user", content: "hi" }] }
    const sent = await Promise.all(
      Array.from({ length: times }, (_, i) => pair[i % 2]?.send("POST", "/v1/chat/completions", body, { key })),
    )
    const counts: Record<number, number> = {}
    for (const one of sent) counts[one?.status ?? 0] = (counts[one?.status ?? 0] ?? 0) + 1
    return counts
  }
  const readiness = async () => (await pair[0]?.send("GET", "/health/readiness", undefined, { key: null }))?.json
  const rateRows = () => db.sql`select counter from quota_leases where counter ~ '^(rpm|tpm|parallel):'`
  const keyWith = async (fields: Record<string, unknown>) => (await pair[0]?.key(fields)) ?? ""

  it("a limit of requests a minute is one for both, and the database is not asked for it", async () => {
    expect(await readiness()).toEqual({ status: "healthy", db: "connected", redis: "connected" })
    const key = await keyWith({ rpm_limit: LIMIT, max_budget: 1 })
    expect(await served(key, 3 * LIMIT)).toEqual({ 200: LIMIT, 429: 2 * LIMIT })
    expect(await rateRows()).toEqual([])
  })

  it("Redis dies: who has limits left is served, limits hold, and readiness says so", async () => {
    await server.stop()
    // Nobody has to make a request first.
    await expect.poll(async () => (await readiness())?.redis, { timeout: 5_000 }).toBe("unreachable")
    const key = await keyWith({ rpm_limit: LIMIT })
    expect(await served(key, 3 * LIMIT)).toEqual({ 200: LIMIT, 429: 2 * LIMIT })
    expect((await rateRows()).length).toBeGreaterThan(0)
    await expect
      .poll(readiness, { timeout: 10_000 })
      .toEqual({ status: "degraded", db: "connected", redis: "unreachable" })
  })

  it("Redis is there again: rates are divided there, and readiness says so", async () => {
    server = await startRedis(server.port)
    await expect
      .poll(readiness, { timeout: 10_000 })
      .toEqual({ status: "healthy", db: "connected", redis: "connected" })
    await expect.poll(rateRows, { timeout: 10_000 }).toEqual([])
    const key = await keyWith({ rpm_limit: LIMIT })
    expect(await served(key, 3 * LIMIT)).toEqual({ 200: LIMIT, 429: 2 * LIMIT })
  })
})

describe("a Redis that was never there", () => {
  it("keeps nobody from starting or being served, and its password is in no log", async () => {
    const yaml = `router_settings: {redis_url: "redis://:${PASSWORD}@127.0.0.1:1/0"}\n`
    const gw = await harness({ yaml })
    try {
      const key = await gw.key({ rpm_limit: 1 })
      const body = { model: "ok", messages: [{ role: "user", content: "hi" }] }
      const statuses = []
      for (let i = 0; i < 2; i++) statuses.push((await gw.send("POST", "/v1/chat/completions", body, { key })).status)
      expect(statuses).toEqual([200, 429])
      expect(gw.logged.join("\n")).toContain("is away")
      expect(gw.logged.join("\n")).not.toContain(PASSWORD)
    } finally {
      await gw.close()
    }
  })
})
