import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sha256Hex } from "#lib/core/ids"
import type { SpendRow } from "#lib/ledger/spend-row"
import { adminHarness, type Harness } from "./test-harness"
import { newPerson } from "./test-people"

const USD = 1_000_000_000

let gw: Harness
beforeAll(async () => {
  // Now is 15:20 on Tuesday, March 10.
  gw = await adminHarness()
})
afterAll(() => gw.drop())

const burnDown = async (query: Record<string, string>, caller = undefined as Parameters<Harness["call"]>[1]) =>
  gw.call("GET /usage/burndown", { query, ...caller })

let made = 0
/** A request as it is billed: charged to the key's window and to these accounts. */
const request = (at: string, usd: number, fields: Partial<SpendRow>): Partial<SpendRow> => {
  const startedAt = Date.parse(at)
  return {
    request_id: `burn-${made++}`,
    started_at: startedAt,
    ended_at: startedAt + 1000,
    spend_nano: usd * USD,
    ...fields,
  }
}

/** What was made then: a first window begins with whom it is for. */
async function madeAt<T>(at: string, make: () => Promise<T>): Promise<T> {
  const nowMs = gw.state.nowMs
  gw.state.nowMs = Date.parse(at)
  try {
    return await make()
  } finally {
    gw.state.nowMs = nowMs
  }
}
const MIDNIGHT = "2026-03-10T00:00:00.000Z"

interface Point {
  readonly at: string
  readonly spend: number
  readonly remaining: number
}
const line = ({ points }: { points: Point[] }) => points.map(({ at, spend, remaining }) => [at, spend, remaining])

describe("GET /usage/burndown", () => {
  test("a month's budget by the viewer's days, ending in what is left, with the day it runs out at last week's pace", async () => {
    const { token } = await madeAt("2026-03-01T00:00:00Z", () =>
      gw.newKey({ key_alias: "monthly", max_budget: 100, budget_duration: "1mo" }),
    )
    const window = Date.parse("2026-03-01T00:00:00Z")
    const of = { api_key: token, window_started_at: window }
    await gw.logs([
      request("2026-03-01T10:00:00Z", 8, of),
      request("2026-03-05T04:30:00Z", 20, of),
      request("2026-03-10T15:10:00Z", 7, of),
      // Of the month before: not this window's.
      request("2026-02-28T23:30:00Z", 50, { ...of, window_started_at: Date.parse("2026-02-01T00:00:00Z") }),
    ])
    const { body } = await burnDown({ kind: "key", id: token, timezone: "300" })
    expect(body).toMatchObject({
      kind: "key",
      name: "monthly",
      spend: 35,
      remaining: 65,
      granularity: "day",
      window_start: "2026-03-01T00:00:00.000Z",
      budget_reset_at: "2026-04-01T00:00:00.000Z",
      recent_since: "2026-03-03T15:00:00.000Z",
      recent_spend: 27,
    })
    // Midnights five hours behind UTC; the window begins in the evening of February 28 there.
    expect(line(body).slice(0, 3)).toEqual([
      ["2026-03-01T00:00:00.000Z", 0, 100],
      ["2026-03-01T05:00:00.000Z", 0, 100],
      ["2026-03-02T05:00:00.000Z", 8, 92],
    ])
    expect(line(body)).toContainEqual(["2026-03-05T05:00:00.000Z", 20, 72])
    expect(line(body).at(-1)).toEqual(["2026-03-10T15:20:00.000Z", 7, 65])
    // 27 dollars in 7 days and 20 minutes: 65 more last 16 days and 23 hours.
    expect(body.projected_at).toMatch(/^2026-03-27T/)
    expect(body.projected_remaining).toBe(0)
  })

  test("a day's budget by hour; one that starts anew before it is used up says what is left then", async () => {
    const window = Date.parse(MIDNIGHT)
    await madeAt(MIDNIGHT, () =>
      gw.call("POST /team/new", { body: { team_id: "daily", max_budget: 24, budget_duration: "1d" } }),
    )
    const of = { team_id: "daily", charged_to: [`${window}:team:daily`] }
    await gw.logs([request("2026-03-10T02:15:00Z", 2, of), request("2026-03-10T15:05:00Z", 5.666666666, of)])
    const { body } = await burnDown({ kind: "team", id: "daily" })
    expect(body).toMatchObject({ granularity: "hour", spend: 7.666666666, recent_since: "2026-03-10T00:00:00.000Z" })
    expect(body.points).toHaveLength(17)
    expect(line(body).slice(2, 4)).toEqual([
      ["2026-03-10T02:00:00.000Z", 0, 24],
      ["2026-03-10T03:00:00.000Z", 2, 22],
    ])
    // Half a dollar an hour, and 8 hours and 40 minutes to go.
    expect([body.projected_at, body.projected_remaining]).toEqual([null, 12.000000001])
  })

  test("spend that was set stands before the first hour, and all points come to the balance", async () => {
    const { token } = await madeAt(MIDNIGHT, () =>
      gw.newKey({ key_alias: "by hand", max_budget: 10, budget_duration: "1d", spend: 3 }),
    )
    const window = Date.parse(MIDNIGHT)
    await gw.logs([request("2026-03-10T09:00:00Z", 2, { api_key: token, window_started_at: window })])
    const { body } = await burnDown({ kind: "key", id: token })
    expect(line(body)[0]).toEqual([MIDNIGHT, 3, 7])
    expect(line(body).at(-1)).toEqual(["2026-03-10T15:20:00.000Z", 0, 5])
    expect([body.spend, body.remaining, body.recent_spend]).toEqual([5, 5, 2])
    expect(body.points.reduce((sum: number, { spend }: Point) => sum + spend, 0)).toBe(body.spend)
    // Set by hand, it begins anew.
    await gw.call(`POST /key/${token}/reset_spend`, { body: { reset_to: 1 } })
    const { body: reset } = await burnDown({ kind: "key", id: token })
    expect(line(reset)).toEqual([["2026-03-10T15:20:00.000Z", 1, 9]])
  })

  test("what was spent before there was the budget is no part of its curve", async () => {
    await gw.logs([request("2026-03-10T08:00:00Z", 4, { tags: ["late"] })])
    const window = Date.parse(MIDNIGHT)
    await madeAt(MIDNIGHT, () =>
      gw.call("POST /tag/new", { body: { name: "late", max_budget: 2, budget_duration: "1d" } }),
    )
    await gw.logs([request("2026-03-10T14:00:00Z", 1, { tags: ["late"], charged_to: [`${window}:tag:late`] })])
    const { body } = await burnDown({ kind: "tag", id: "late" })
    expect(body.points.filter(({ spend }: Point) => spend > 0)).toEqual([
      { at: "2026-03-10T15:00:00.000Z", spend: 1, remaining: 1 },
    ])
  })

  test("a budget that never starts anew begins when its owner was made; a window nobody spent in yet is full", async () => {
    await gw.call("POST /customer/new", { body: { user_id: "forever", max_budget: 5 } })
    const forever = (await burnDown({ kind: "customer", id: "forever" })).body
    expect(forever).toMatchObject({ spend: 0, budget_reset_at: null, projected_at: null, projected_remaining: null })
    const { token } = await gw.newKey({ max_budget: 5, budget_duration: "1d" })
    await gw.db.sql`update keys set spend_nano = 4000000000, window_started_at = '2026-03-09T00:00:00Z',
      budget_reset_at = '2026-03-10T00:00:00Z' where token = ${token}`
    const { body } = await burnDown({ kind: "key", id: token })
    expect(body).toMatchObject({ spend: 0, remaining: 5, window_start: "2026-03-10T00:00:00.000Z" })
  })

  test("a provider's and a deployment's have what was asked of them, the gateway's everything", async () => {
    await gw.db.sql`insert into accounts (kind, id, alias, max_budget_nano, spend_nano, window_started_at, created_at)
      select kind, id, alias, 1e12, nano, '2026-03-10T00:00:00Z', '2026-03-10T00:00:00Z' from (values
        ('provider', 'acme/1mo', 'acme', 6e9::bigint), ('deployment', 'd-1/1mo', 'd-1', 0::bigint),
        ('gateway', 'all', null, 40e9::bigint)) v(kind, id, alias, nano)`
    await gw.logs([
      request("2026-03-10T03:00:00Z", 2, {
        provider: "acme",
        model_id: "d-1",
        model: "m",
        model_group: "g",
        charged_to: [`${Date.parse(MIDNIGHT)}:deployment:d-1/1mo`],
      }),
      request("2026-03-10T04:00:00Z", 4, { provider: "acme", model_id: "d-2", model: "m", model_group: "g" }),
    ])
    const spent = async (kind: string, id: string) =>
      (await burnDown({ kind, id })).body.points.slice(1).reduce((sum: number, { spend }: Point) => sum + spend, 0)
    expect([await spent("provider", "acme/1mo"), await spent("deployment", "d-1/1mo")]).toEqual([6, 2])
    expect(await spent("gateway", "all")).toBeGreaterThan(6)
  })

  test("a user's has what keys without a team cost: a team's key is the team's", async () => {
    const person = await madeAt(MIDNIGHT, () => newPerson(gw, "erin", { max_budget: 10, budget_duration: "1d" }))
    await gw.call("POST /team/new", { body: { team_id: "erins" } })
    await gw.call("POST /team/member_add", { body: { team_id: "erins", member: { user_id: "erin", role: "user" } } })
    const teams = await gw.newKey({ user_id: "erin", team_id: "erins" })
    const window = Date.parse(MIDNIGHT)
    await gw.logs([
      request("2026-03-10T10:00:00Z", 2, {
        api_key: person.key?.token ?? "",
        user_id: "erin",
        charged_to: [`${window}:user:erin`],
      }),
      request("2026-03-10T12:00:00Z", 3, { api_key: teams.token, user_id: "erin", team_id: "erins" }),
    ])
    const { body } = await burnDown({ kind: "user", id: "erin" }, { caller: person })
    expect(body.points.filter(({ spend }: Point) => spend > 0)).toEqual([
      { at: "2026-03-10T11:00:00.000Z", spend: 2, remaining: 8 },
    ])
  })

  test("the list of budgets says of every kind the day its curve says", async () => {
    const monday = "2026-03-09T00:00:00.000Z"
    const { token } = await madeAt(monday, () => gw.newKey({ max_budget: 10, budget_duration: "7d" }))
    const of = { api_key: token, window_started_at: Date.parse(monday) }
    // What was spent more than a day ago is not the pace of a week's budget.
    await gw.logs([request("2026-03-09T02:00:00Z", 4, of), request("2026-03-10T10:00:00Z", 1, of)])
    const { budgets } = (await gw.call("GET /usage/budgets", { query: { min_share: "0" } })).body
    expect(budgets.find(({ id }: { id: string }) => id === token).projected_at).toMatch(/^2026-03-15T/)
    const said = await Promise.all(
      budgets.map(async ({ kind, id }: { kind: string; id: string }) => (await burnDown({ kind, id })).body),
    )
    expect(new Set(budgets.map(({ kind }: { kind: string }) => kind))).toEqual(
      new Set(["key", "team", "user", "tag", "customer", "provider", "deployment", "gateway"]),
    )
    const days = (all: { projected_at: string | null }[]) => all.map(({ projected_at: at }) => at)
    expect(days(said)).toEqual(days(budgets))
    expect(days(budgets).filter((day) => day !== null).length).toBeGreaterThan(3)
  })

  test("404 for what lies beyond the caller's reach, 400 where there is no budget, each naming the field", async () => {
    const dana = await newPerson(gw, "dana")
    const { key } = await gw.newKey({ max_budget: 5 })
    const asked = [
      await burnDown({ kind: "key", id: key }, { caller: dana }),
      await burnDown({ kind: "team", id: "daily" }, { caller: dana }),
      await burnDown({ kind: "gateway", id: "gateway" }, { caller: dana }),
      await burnDown({ kind: "key", id: sha256Hex("nobody's") }),
      await burnDown({ kind: "user", id: "dana" }),
      await burnDown({ kind: "planet", id: "mars" }),
    ]
    expect(asked.map(({ status, body }) => [status, body.error.param])).toEqual([
      [404, "id"],
      [404, "id"],
      [404, "id"],
      [404, "id"],
      [400, "id"],
      [400, "kind"],
    ])
    expect((await burnDown({ kind: "key", id: key })).status).toBe(200)
  })
})
