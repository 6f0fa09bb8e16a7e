import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { SpendRow } from "#lib/ledger/spend-row"
import { adminHarness, type Harness } from "./test-harness"
import { newPerson } from "./test-people"

let gw: Harness
let mine: Awaited<ReturnType<typeof newPerson>>
beforeAll(async () => {
  gw = await adminHarness()
  mine = await newPerson(gw, "dana")
  await gw.logs([
    // Now is 15:20 on March 10.
    row("now-1", "2026-03-10T15:05:00Z", { spend_nano: 7, api_key: "master", ended_at: 200 }),
    row("now-2", "2026-03-10T14:59:59Z", {
      spend_nano: 11,
      api_key: mine.key?.token ?? "",
      user_id: "dana",
      ended_at: 100,
    }),
    row("failed", "2026-03-09T16:00:00Z", { spend_nano: 0, status: "failure", ended_at: 9_000 }),
    // Of the day before, but after this time of day: not compared with.
    row("later", "2026-03-09T15:30:00Z", { spend_nano: 900, ended_at: 5_000 }),
    row("before", "2026-03-09T14:30:00Z", { spend_nano: 5, model_group: "other", ended_at: 40 }),
  ])
})
afterAll(() => gw.drop())

/** `ended_at` is how long it took. */
function row(id: string, at: string, fields: Partial<SpendRow>): Partial<SpendRow> {
  const startedAt = Date.parse(at)
  return { request_id: id, ...fields, started_at: startedAt, ended_at: startedAt + (fields.ended_at ?? 0) }
}

const overview = async (query: Record<string, string>, caller = undefined as typeof mine | undefined) =>
  (await gw.call("GET /usage/overview", { query, ...(caller && { caller }) })).body

describe("GET /usage/overview", () => {
  test("sums the last 24 hours by hour, and the day before up to the same time", async () => {
    const body = await overview({ range: "24h" })
    expect(body.current.figures).toMatchObject({ spend: 18e-9, requests: 3, failures: 1, prompt_tokens: 30 })
    expect(body.previous).toMatchObject({ start: "2026-03-08T16:00:00.000Z", end: "2026-03-09T15:20:00.000Z" })
    expect(body.slots).toHaveLength(24)
    expect(body.slots.at(-1)).toMatchObject({ start: "2026-03-10T15:00:00.000Z", spend: 7e-9, requests: 1 })
    expect(body.slots[0]).toMatchObject({ start: "2026-03-09T16:00:00.000Z", failures: 1 })
    expect(body.top_keys.map((key: { spend: number }) => key.spend)).toEqual([11e-9, 7e-9, 0])
    expect(body.top_models).toEqual([{ model_group: "gpt", spend: 18e-9, requests: 3, failures: 1 }])
    expect(body.failing_models).toEqual(body.top_models)
  })

  test("measures successful requests only, and says that it measured each", async () => {
    const { current, previous, slots, latency_is_sampled } = await overview({ range: "24h" })
    expect([current.figures.latency_p50_ms, current.figures.latency_p95_ms]).toEqual([100, 200])
    expect(previous.figures.latency_p50_ms).toBe(40)
    expect([slots.at(-1).latency_p95_ms, slots[0].latency_p95_ms]).toEqual([200, null])
    expect(latency_is_sampled).toBe(false)
  })

  test("days are the viewer's", async () => {
    const body = await overview({ range: "7d", timezone: "-600" })
    expect(body.slots).toHaveLength(7)
    expect(body.slots.at(-1)).toMatchObject({ start: "2026-03-10T14:00:00.000Z", spend: 18e-9 })
    expect(body.current.figures.spend).toBe(923e-9)
  })

  test("who sees only some keys sees their figures, whoever else asked", async () => {
    const { current, top_keys: keys, slots } = await overview({ range: "24h" }, mine)
    expect(current.figures).toMatchObject({ spend: 11e-9, requests: 1, failures: 0, latency_p50_ms: 100 })
    expect(keys).toMatchObject([{ api_key: mine.key?.token, spend: 11e-9 }])
    expect(slots.at(-2).latency_p95_ms).toBe(100)
  })

  test("a range it does not know names the field", async () => {
    expect((await gw.call("GET /usage/overview", { query: { range: "1y" } })).body.error.param).toBe("range")
  })
})

describe("GET /usage/budgets", () => {
  test("the fullest first, each with when it will be used up; one that starts anew before that has none", async () => {
    await gw.newKey({ key_alias: "plenty", max_budget: 100 })
    const monthly = await gw.newKey({ key_alias: "monthly", max_budget: 10, budget_duration: "1mo" })
    const daily = await gw.newKey({ key_alias: "daily", max_budget: 10, budget_duration: "1d" })
    const team = (await gw.call("POST /team/new", { body: { team_id: "spent", max_budget: 1 } })).body.team_id
    await gw.db.sql`update keys set window_started_at = '2026-03-01T00:00:00Z' where token = ${monthly.token}`
    await gw.db.sql`update keys set window_started_at = '2026-03-10T00:00:00Z' where token = ${daily.token}`
    const spent = (token: string, at: string, usd: number, window: string) =>
      row(`${token} ${at}`, at, { api_key: token, spend_nano: usd * 1e9, window_started_at: Date.parse(window) })
    await gw.logs([
      spent(daily.token, "2026-03-10T02:00:00Z", 9, "2026-03-10T00:00:00Z"),
      spent(monthly.token, "2026-03-01T08:00:00Z", 5, "2026-03-01T00:00:00Z"),
      spent(monthly.token, "2026-03-06T08:00:00Z", 3.5, "2026-03-01T00:00:00Z"),
    ])
    await gw.db.sql`update accounts set spend_nano = 1100000000 where kind = 'team' and id = ${team}`
    const { budgets, total } = (await gw.call("GET /usage/budgets")).body
    expect(budgets).toMatchObject([
      { kind: "team", id: "spent", spend: 1.1, max_budget: 1, projected_at: null },
      // 15 h 20 min for nine dollars: the tenth lasts another 1 h 42 min 13 s.
      { kind: "key", name: "daily", share: 0.9, projected_at: "2026-03-10T17:02:13.333Z" },
      { kind: "key", name: "monthly", share: 0.85, budget_reset_at: "2026-04-01T00:00:00.000Z" },
    ])
    // Half a dollar a day of late: three more days.
    expect(budgets[2].projected_at).toMatch(/^2026-03-13T/)
    expect(total).toBe(3)
    // The list and the curve of each say the same.
    for (const { kind, id, projected_at } of budgets)
      expect((await gw.call("GET /usage/burndown", { query: { kind, id } })).body.projected_at, id).toBe(projected_at)
  })

  test("who sees only some keys sees the budgets of those", async () => {
    expect((await gw.call("GET /usage/budgets", { caller: mine })).body).toEqual({ budgets: [], total: 0 })
  })
})
