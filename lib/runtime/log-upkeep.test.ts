import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { adminHarness, type Harness } from "#lib/admin/test-harness"
import { makeLog } from "#lib/core/log"
import { partitionsOf } from "#lib/ledger/partitions"
import { closeLog } from "#lib/ledger/retention"
import { ResponseStore } from "#lib/responses/response-store"
import { LogUpkeep, type Retention, retentionOf } from "./log-upkeep"

const NOW = Date.parse("2026-03-11T10:30:00Z")
const HOUR = 3_600_000
const DAY = 24 * HOUR

let gw: Harness
let now = NOW
let retention: Retention | null = null
let upkeep: LogUpkeep
let said: string[]
beforeEach(async () => {
  gw = await adminHarness()
  now = NOW
  retention = null
  said = []
  const log = makeLog("info", (line) => said.push(line))
  upkeep = new LogUpkeep({
    db: gw.db,
    clock: { now: () => now },
    log,
    retention: () => retention,
    responses: new ResponseStore(gw.db, { now: () => now }),
  })
})
afterEach(() => gw.drop())

/** A row every eight hours for forty days, charged to a key, a team and two tags, in daily budget windows. */
async function fortyDays(token: string): Promise<void> {
  await gw.call("POST /team/new", { body: { team_id: "blue" } })
  const rows = Array.from({ length: 120 }, (_, i) => {
    const started_at = NOW - 40 * DAY + i * 8 * HOUR
    const window_started_at = Math.floor(started_at / DAY) * DAY
    return {
      request_id: `r${String(i).padStart(3, "0")}`,
      started_at,
      window_started_at,
      api_key: token,
      team_id: "blue",
      end_user: i % 2 === 0 ? "shop" : null,
      tags: ["x", "y"],
      charged_to: [`${window_started_at}:team:blue`],
      spend_nano: 1000 + i,
      status: i % 7 === 0 ? ("failure" as const) : ("success" as const),
    }
  })
  await gw.logs(rows)
}
const verified = async () => (await gw.call("GET /spend/verify")).body
const days = (n: number): Retention => ({ period: { count: n, unit: "d" }, intervalMs: DAY })
const spendOf = (token: string) =>
  gw.db.sql`select spend_nano, total_spend_nano from keys where token = ${token}`.then((rows) => ({ ...rows[0] }))
const oldest = async () =>
  (await gw.db.sql<{ at: Date }[]>`select min(started_at) as at from spend_logs`)[0]?.at.getTime()

describe("retention", () => {
  it("drops whole weeks and the old part of one; balances, reports and the proof of them stay", async () => {
    const { token } = await gw.newKey()
    await fortyDays(token)
    await upkeep.round()
    const before = await spendOf(token)
    const report = { query: { start_date: "2026-01-01", end_date: "2026-03-11" } }
    const activity = async () => (await gw.call("GET /team/daily/activity", report)).body.metadata.total_spend
    const spent = await activity()
    const all = await verified()
    expect(all).toMatchObject({ ok: true, requests: 120 })

    retention = days(10)
    await upkeep.round()
    expect(said.join()).toContain("old rows were taken out of the request log")
    expect(await oldest()).toBeGreaterThanOrEqual(NOW - 10 * DAY - HOUR)
    const first = (await partitionsOf(gw.db.sql))[0]
    expect(first?.name).toBe("spend_logs_w20260223")
    expect(await spendOf(token)).toEqual(before)
    expect(await activity()).toBe(spent)
    const left = await verified()
    expect(left).toMatchObject({ ok: true, differences: [] })
    expect(left.requests).toBe(30)
  })

  it("what was closed is still proved: a change to an old aggregate or a balance is named", async () => {
    const { token } = await gw.newKey()
    await fortyDays(token)
    await closeLog(gw.db, NOW - 10 * DAY)
    const old = new Date(NOW - 20 * DAY)
    await gw.db
      .sql`update usage_hourly set spend_nano = spend_nano + 5 where hour < ${old} and hour > ${new Date(NOW - 20.4 * DAY)}`
    await gw.db.sql`update keys set total_spend_nano = total_spend_nano - 1`
    const { ok, differences } = await verified()
    expect(ok).toBe(false)
    const found = differences.map((d: { what: string; difference_nano: string }) => `${d.what} ${d.difference_nano}`)
    expect(found).toContain("key -1")
    expect(found.filter((one: string) => one.startsWith("hour 5"))).not.toEqual([])
  })

  it("twice, at once or for rows that come late, closes each row once", async () => {
    const { token } = await gw.newKey()
    await fortyDays(token)
    await upkeep.round()
    const until = NOW - 10 * DAY
    const both = await Promise.all([closeLog(gw.db, until), closeLog(gw.db, until)])
    const again = await closeLog(gw.db, until)
    expect(both[0].requests + both[1].requests + again.requests).toBe(90)
    await gw.logs([{ request_id: "late", started_at: NOW - 30 * DAY, api_key: token, spend_nano: 9 }])
    expect(await verified()).toMatchObject({ ok: true, requests: 31 })
    await upkeep.round()
    expect((await partitionsOf(gw.db.sql))[0]?.name).toBe("spend_logs_w20260223")
    expect((await closeLog(gw.db, until)).requests).toBe(1)
    expect(await verified()).toMatchObject({ ok: true, requests: 30 })
  })

  it("keeps its interval, and does nothing while another process is at it", async () => {
    const { token } = await gw.newKey()
    await fortyDays(token)
    retention = days(39)
    await upkeep.round()
    const after = await oldest()
    retention = days(10)
    now += DAY - 1
    await upkeep.round()
    expect(await oldest()).toBe(after)
    now += 1
    await gw.db.sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(8390043843661360498)`
      expect(await closeLog(gw.db, now - 5 * DAY)).toEqual({ requests: 0, dropped: [] })
    })
    await upkeep.round()
    expect(await oldest()).toBeGreaterThan(NOW - 10 * DAY)
  })
})

describe("the round", () => {
  it("makes this week and the next two, and says what went wrong instead of throwing", async () => {
    await upkeep.round()
    now += 7 * DAY
    await upkeep.round()
    expect((await partitionsOf(gw.db.sql)).map(({ name }) => name)).toEqual([
      "spend_logs_w20260309",
      "spend_logs_w20260316",
      "spend_logs_w20260323",
      "spend_logs_w20260330",
    ])
    await gw.db.sql`alter table spend_logs rename to gone`
    await upkeep.round()
    expect(said.join()).toContain("partitions could not be looked after")
    await gw.db.sql`alter table gone rename to spend_logs`
  })

  it("reads the settings as people write them; without them nothing is ever taken out", () => {
    expect(retentionOf({} as never)).toBeNull()
    const settings = { maximum_spend_logs_retention_period: "30d", maximum_spend_logs_retention_interval: "12h" }
    expect(retentionOf(settings as never)).toEqual({ period: { count: 30, unit: "d" }, intervalMs: 12 * HOUR })
  })
})
