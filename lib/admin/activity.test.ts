import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { activityRange } from "./spend/activity-range"
import { adminHarness, type Harness } from "./test-harness"

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness()
})
afterAll(() => gw.drop())

const daily = async (query: Record<string, string>) => (await gw.call("GET /user/daily/activity", { query })).body
const clear = async () => {
  await gw.db.sql`delete from spend_logs`
  await gw.db.sql`delete from usage_hourly`
}

describe("GET /user/daily/activity", () => {
  test("by day, model, provider and key, with the key's names", async () => {
    await clear()
    const named = await gw.newKey({ key_alias: "named" })
    const deleted = await gw.newKey({ key_alias: "was deleted" })
    await gw.logs([
      { request_id: "a", api_key: named.token, started_at: Date.parse("2026-03-09T23:59:59.999Z"), spend_nano: 1 },
      {
        request_id: "b",
        api_key: named.token,
        started_at: Date.parse("2026-03-10T00:00:00.000Z"),
        spend_nano: 20,
        status: "failure",
      },
      {
        request_id: "c",
        api_key: "master",
        started_at: Date.parse("2026-03-10T08:00:00.000Z"),
        spend_nano: 300,
        model_group: "__proto__",
        model: "claude-opus-5",
        provider: "anthropic",
      },
      {
        request_id: "d",
        api_key: deleted.token,
        key_alias: "was deleted",
        started_at: Date.parse("2026-03-10T09:00:00.000Z"),
        spend_nano: 4000,
      },
    ])
    await gw.call("POST /key/delete", { body: { keys: [deleted.token] } })
    const body = await daily({ start_date: "2026-03-09", end_date: "2026-03-10" })
    expect(body.results.map((day: { date: string }) => day.date)).toEqual(["2026-03-10", "2026-03-09"])
    const [tenth] = body.results
    expect(tenth.metrics).toEqual({
      spend: 4320e-9,
      prompt_tokens: 30,
      completion_tokens: 15,
      total_tokens: 45,
      api_requests: 3,
      successful_requests: 2,
      failed_requests: 1,
    })
    expect(tenth.breakdown.models["gpt-5-mini"].metrics.spend).toBe(4020e-9)
    expect(Object.keys(tenth.breakdown.model_groups).sort()).toEqual(["__proto__", "gpt"])
    expect(tenth.breakdown.providers.anthropic.metrics.api_requests).toBe(1)
    expect(tenth.breakdown.api_keys[named.token].metadata).toEqual({ key_alias: "named", key_name: named.key_name })
    expect(tenth.breakdown.api_keys[deleted.token].metadata).toEqual({ key_alias: "was deleted", key_name: null })
    expect(tenth.breakdown.api_keys.master.metadata).toEqual({ key_alias: null, key_name: null })
    expect(body.metadata).toEqual({
      total_spend: 4321e-9,
      total_prompt_tokens: 40,
      total_completion_tokens: 20,
      total_tokens: 60,
      total_api_requests: 4,
      total_successful_requests: 3,
      total_failed_requests: 1,
      ledger_spend: 4321e-9,
      page: 1,
      total_pages: 1,
      has_more: false,
    })
  })

  test.each([
    ["UTC", 0],
    ["Berlin in winter", -60],
    ["India, half an hour off", -330],
    ["Nepal, a quarter off", -345],
    ["Newfoundland", 210],
    ["Kiritimati", -840],
    ["Marquesas", 570],
  ])("%s: each day has what happened between that zone's midnights, to the millisecond", async (_zone, offset) => {
    await clear()
    // Requests around every midnight of four days, each worth another power of two: any wrong cut changes a sum.
    const midnights = [0, 1, 2, 3].map((day) => Date.parse("2026-03-08T00:00:00Z") + day * 86_400_000 + offset * 60_000)
    const rows = midnights.flatMap((midnight, d) =>
      [-3_600_000, -1, 0, 1, 1_800_000, 12 * 3_600_000].map((shift, s) => ({
        request_id: `m${d}-${s}`,
        started_at: midnight + shift,
        spend_nano: 2 ** (d * 6 + s),
      })),
    )
    await gw.logs(rows)
    const body = await daily({ start_date: "2026-03-08", end_date: "2026-03-10", timezone: String(offset) })
    const expected = [2, 1, 0].map((day) => {
      const [from = 0, to = 0] = [midnights[day], midnights[day + 1]]
      return rows
        .filter((row) => row.started_at >= from && row.started_at < to)
        .reduce((sum, row) => sum + row.spend_nano, 0)
    })
    expect(body.results.map((day: { metrics: { spend: number } }) => Math.round(day.metrics.spend * 1e9))).toEqual(
      expected,
    )
    expect(body.metadata.ledger_spend).toBe(body.metadata.total_spend)
  })

  test("sums are exact where floating point would not be", async () => {
    await clear()
    const amounts = Array.from({ length: 3000 }, (_, i) => (i * 7_919_123_457) % 99_999_999_977)
    await gw.logs(
      amounts.map((spend_nano, i) => ({
        request_id: `x${i}`,
        spend_nano,
        started_at: Date.parse("2026-03-10T00:00:00Z") + i * 20_000,
      })),
    )
    const exact = amounts.reduce((sum, nano) => sum + BigInt(nano), 0n)
    const { metadata } = await daily({ start_date: "2026-03-10", end_date: "2026-03-10" })
    expect(BigInt(Math.round(metadata.total_spend * 1e9))).toBe(exact)
    expect(metadata.ledger_spend).toBe(metadata.total_spend)
  })

  test("ledger_spend comes from the log, not from the aggregates", async () => {
    await clear()
    await gw.logs([{ request_id: "one", spend_nano: 5, started_at: Date.parse("2026-03-10T00:00:00Z") }])
    await gw.db.sql`update usage_hourly set spend_nano = 6`
    const { metadata } = await daily({ start_date: "2026-03-10", end_date: "2026-03-10" })
    expect([metadata.total_spend, metadata.ledger_spend]).toEqual([6e-9, 5e-9])
  })

  test("filters narrow both sums alike", async () => {
    await clear()
    const mine = await gw.newKey({ user_id: "u7" })
    await gw.logs([
      { request_id: "1", api_key: mine.token, spend_nano: 1 },
      { request_id: "2", api_key: "master", spend_nano: 10, model_group: "fast", model: "haiku" },
      { request_id: "3", api_key: "master", spend_nano: 100, model_group: "haiku", model: "haiku-5" },
    ])
    const sums = async (query: Record<string, string>) => {
      const { metadata } = await daily({ start_date: "2026-03-10", end_date: "2026-03-10", ...query })
      expect(metadata.ledger_spend).toBe(metadata.total_spend)
      return Math.round(metadata.total_spend * 1e9)
    }
    expect(await sums({})).toBe(111)
    expect(await sums({ api_key: mine.key })).toBe(1)
    expect(await sums({ api_key: "master" })).toBe(110)
    expect(await sums({ model: "haiku" })).toBe(110)
    expect(await sums({ user_id: "u7" })).toBe(1)
    expect(await sums({ model: "' or 1=1 --" })).toBe(0)
    expect(await sums({ api_key: "' or 1=1 --" })).toBe(0)
    expect(await sums({ user_id: "') or 1=1 --" })).toBe(0)
  })

  test("an empty range is an empty report", async () => {
    const body = await daily({ start_date: "2020-01-01", end_date: "2020-01-31" })
    expect([body.results, body.metadata.total_spend, body.metadata.ledger_spend]).toEqual([[], 0, 0])
  })

  test.each([
    [{}, "start_date"],
    [{ start_date: "2026-03-10" }, "end_date"],
    [{ start_date: "10.3.2026", end_date: "2026-03-10" }, "start_date"],
    [{ start_date: "2026-02-29", end_date: "2026-03-10" }, "start_date"],
    [{ start_date: "2026-03-11", end_date: "2026-03-10" }, "end_date"],
    [{ start_date: "2020-03-11", end_date: "2026-03-10" }, "start_date"],
    [{ start_date: "2026-03-10", end_date: "2026-03-10", timezone: "9999" }, "timezone"],
    [{ start_date: "2026-03-10", end_date: "2026-03-10", timezone: "Europe/Berlin" }, "timezone"],
  ])("400: %j", async (query, param) => {
    const answer = await gw.call("GET /user/daily/activity", { query: query as unknown as Record<string, string> })
    expect([answer.status, answer.body.error.param]).toEqual([400, param])
  })
})

test("GET /global/activity gives the same days, oldest first", async () => {
  await clear()
  await gw.logs([
    { request_id: "1", started_at: Date.parse("2026-03-09T10:00:00Z") },
    { request_id: "2", started_at: Date.parse("2026-03-10T10:00:00Z") },
    { request_id: "3", started_at: Date.parse("2026-03-10T11:00:00Z") },
  ])
  const { body } = await gw.call("GET /global/activity", {
    query: { start_date: "2026-03-01", end_date: "2026-03-31" },
  })
  expect(body).toEqual({
    daily_data: [
      { date: "2026-03-09", api_requests: 1, total_tokens: 15 },
      { date: "2026-03-10", api_requests: 2, total_tokens: 30 },
    ],
    sum_api_requests: 3,
    sum_total_tokens: 45,
  })
})

test("only zones whose midnights fall inside an hour have split hours", () => {
  const day = Date.parse("2026-03-10T00:00:00Z")
  expect(activityRange(day, day, -60).splitHours).toEqual([])
  expect(activityRange(day, day, -330).splitHours.map((ms) => new Date(ms).toISOString())).toEqual([
    "2026-03-09T18:00:00.000Z",
    "2026-03-10T18:00:00.000Z",
  ])
})
