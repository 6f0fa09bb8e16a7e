import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { adminHarness, type Harness } from "./test-harness"

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness()
})
afterAll(() => gw.drop())

const MARCH_10 = Date.parse("2026-03-10T00:00:00Z")
const days = { start_date: "2026-03-09", end_date: "2026-03-10" }

describe("spend by whom it was for", () => {
  test("is summed by day, team and model; a request with two tags is in both, and the day counts it once a tag", async () => {
    await gw.call("POST /team/new", { body: { team_id: "blue", team_alias: "Blue" } })
    const blue = { team_id: "blue", charged_to: ["0:team:blue"] }
    await gw.logs([
      { request_id: "a", ...blue, started_at: MARCH_10 - 1, spend_nano: 1 },
      { request_id: "b", ...blue, started_at: MARCH_10, spend_nano: 20, tags: ["x", "y"], end_user: "shop" },
      {
        request_id: "c",
        team_id: "red",
        started_at: MARCH_10 + 5,
        spend_nano: 300,
        status: "failure",
        model_group: "opus",
      },
    ])
    const team = (await gw.call("GET /team/daily/activity", { query: days })).body
    expect(team.metadata).toMatchObject({ total_spend: 321e-9, total_api_requests: 3 })
    expect(team.results.map((day: { date: string }) => day.date)).toEqual(["2026-03-10", "2026-03-09"])
    expect(team.results[0]).toMatchObject({
      metrics: { spend: 320e-9, api_requests: 2, failed_requests: 1 },
      breakdown: {
        entities: {
          blue: { metrics: { spend: 20e-9 }, metadata: { alias: "Blue" } },
          red: { metrics: { spend: 300e-9 } },
        },
        model_groups: { opus: { metrics: { spend: 300e-9 } } },
      },
    })
    const only = (await gw.call("GET /team/daily/activity", { query: { ...days, team_ids: "blue" } })).body
    expect(only.metadata.total_spend).toBe(21e-9)
    const tag = (await gw.call("GET /tag/daily/activity", { query: days })).body
    expect(Object.keys(tag.results[0].breakdown.entities).sort()).toEqual(["x", "y"])
    const customer = (await gw.call("GET /customer/daily/activity", { query: { ...days, end_user_ids: "shop" } })).body
    expect(customer.metadata).toMatchObject({ total_spend: 20e-9, total_api_requests: 1 })
  })

  test("400: days the wrong way round", async () => {
    const answer = await gw.call("GET /team/daily/activity", {
      query: { start_date: "2026-03-10", end_date: "2026-03-09" },
    })
    expect([answer.status, answer.body.error.param]).toEqual([400, "end_date"])
  })
})

describe("GET /spend/verify", () => {
  test("says that all sums agree with the log, and names each one that does not", async () => {
    const good = (await gw.call("GET /spend/verify")).body
    expect(good).toMatchObject({ ok: true, requests: 3, entries: 0, spend: 321e-9, differences: [] })
    await gw.db.sql`update accounts set total_spend_nano = total_spend_nano + 7, spend_nano = spend_nano - 2
      where kind = 'team' and id = 'blue'`
    await gw.db.sql`delete from usage_hourly where model_group = 'opus'`
    await gw.db.sql`update subject_hourly set spend_nano = 0 where kind = 'customer'`
    const bad = (await gw.call("GET /spend/verify")).body
    expect(bad.ok).toBe(false)
    const found = bad.differences.map((one: { what: string; difference_nano: string }) => [
      one.what,
      one.difference_nano,
    ])
    expect(found.sort()).toEqual([
      ["account window", "-2"],
      ["account", "7"],
      ["hour", "-300"],
      ["subject hour", "-20"],
    ])
  })
})
