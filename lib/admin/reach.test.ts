import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Caller } from "#lib/identity/caller"
import { adminHarness, type Harness } from "./test-harness"
import { newPerson, onePersonOfEach } from "./test-people"

let gw: Harness
let people: Awaited<ReturnType<typeof onePersonOfEach>>
let mate: Caller
beforeAll(async () => {
  gw = await adminHarness()
  people = await onePersonOfEach(gw)
  mate = await newPerson(gw, "mate", { teams: ["team"] })
})
afterAll(() => gw.drop())

const as = (caller: Caller, route: string, body: unknown = {}) => gw.call(route, { caller, body })
const read = (caller: Caller, route: string, query: Record<string, string> = {}) => gw.call(route, { caller, query })
const told = (answer: { status: number; body: { error?: { param?: string } } }) => [
  answer.status,
  answer.body.error?.param,
]

describe("what a user's key sees", () => {
  test("its user's keys and no other, in every list of keys", async () => {
    const mine = (await gw.newKey({ user_id: "internal_user", key_alias: "mine" })).token
    await gw.newKey({ user_id: "stranger", key_alias: "not mine" })
    const page = await read(people.internal_user, "GET /key/list", { return_full_object: "true", size: "100" })
    expect(new Set(page.body.keys.map((key: { user_id: string }) => key.user_id))).toEqual(new Set(["internal_user"]))
    expect(page.body.total_count).toBe(page.body.keys.length)
    expect((await read(people.internal_user, "GET /key/aliases")).body.aliases).toEqual(["mine"])
    const strangers = (await gw.call("GET /key/list", { query: { key_alias: "not mine" } })).body.keys[0]
    const many = await as(people.internal_user, "POST /v2/key/info", { keys: [mine, strangers] })
    expect(many.body.key).toEqual([mine])
    const spenders = await read(people.internal_user, "GET /spend/keys")
    expect(new Set(spenders.body.map((key: { user_id: string }) => key.user_id))).toEqual(new Set(["internal_user"]))
  })

  test("an id of somebody else and one that does not exist are answered alike", async () => {
    const other = (await gw.newKey({ user_id: "stranger" })).token
    for (const [route, one, none] of [
      ["GET /key/info", { key: other }, { key: "0".repeat(64) }],
      ["GET /user/info", { user_id: "stranger" }, { user_id: "nobody-at-all" }],
      ["GET /v2/user/info", { user_id: "stranger" }, { user_id: "nobody-at-all" }],
      ["GET /team/info", { team_id: "other-team" }, { team_id: "no-such-team" }],
    ] as const) {
      const [there, not] = [await read(people.internal_user, route, one), await read(people.internal_user, route, none)]
      expect([there.status, there.body], route).toEqual([403, not.body])
    }
    for (const [route, body] of [
      ["POST /key/update", { max_budget: 1 }],
      ["POST /key/block", {}],
      ["POST /key/regenerate", {}],
    ] as const) {
      const there = await as(people.internal_user, route, { ...body, key: other })
      const not = await as(people.internal_user, route, { ...body, key: "0".repeat(64) })
      expect([there.status, there.body], route).toEqual([403, not.body])
    }
  })

  test("itself, when /user/info names nobody", async () => {
    const answer = await read(people.internal_user, "GET /user/info")
    expect([answer.status, answer.body.user_id]).toEqual([200, "internal_user"])
  })

  test("a plain member's team without the others' keys and budgets", async () => {
    await gw.newKey({ team_id: "team", user_id: "team-admin" })
    const own = await gw.newKey({ team_id: "team", user_id: "mate" })
    const seen = (await read(mate, "GET /team/info", { team_id: "team" })).body
    expect(seen.keys.map((key: { token: string }) => key.token)).toEqual([own.token])
    expect(seen.team_memberships.map((member: { user_id: string }) => member.user_id)).toEqual(["mate"])
    const admins = (await read(people.team_admin, "GET /team/info", { team_id: "team" })).body
    expect(admins.keys.length).toBeGreaterThan(1)
    expect(admins.team_memberships.length).toBe(2)
  })

  test("teams and organizations it belongs to", async () => {
    expect((await read(mate, "GET /team/list")).body.map((team: { team_id: string }) => team.team_id)).toEqual(["team"])
    expect((await read(mate, "GET /v2/team/list")).body.total).toBe(1)
    expect((await read(people.internal_user, "GET /team/list")).body).toEqual([])
    expect((await read(people.org_admin, "GET /organization/list")).body).toMatchObject([{ organization_id: "org" }])
    expect((await read(people.org_admin, "GET /organization/info", { organization_id: "other-org" })).status).toBe(403)
    const users = (await read(people.org_admin, "GET /user/list")).body.users
    const ids = users.map((user: { user_id: string }) => user.user_id)
    expect(ids).toContain("team-admin")
    expect(ids).not.toContain("stranger")
  })

  test("the log and the sums of its own requests, a team's admin the team's, the viewer all", async () => {
    const mine = await gw.newKey({ user_id: "internal_user" })
    const teams = await gw.newKey({ team_id: "team", user_id: "mate" })
    const row = (request_id: string, token: string, more: Record<string, unknown>) => ({
      request_id,
      api_key: token,
      spend_nano: 1_000_000_000,
      ...more,
    })
    await gw.logs([
      row("of-mine", mine.token, { user_id: "internal_user" }),
      row("of-team", teams.token, { user_id: "mate", team_id: "team", organization_id: "org" }),
      row("of-stranger", "f".repeat(64), { user_id: "stranger", team_id: "other-team", organization_id: "other-org" }),
    ])
    const ids = async (caller: Caller) =>
      (await read(caller, "GET /spend/logs/v2")).body.data.map((one: { request_id: string }) => one.request_id).sort()
    expect(await ids(people.internal_user)).toEqual(["of-mine"])
    expect(await ids(mate)).toEqual(["of-team"])
    expect(await ids(people.team_admin)).toEqual(["of-team"])
    expect(await ids(people.org_admin)).toEqual(["of-team"])
    expect(await ids(people.proxy_admin_viewer)).toEqual(["of-mine", "of-stranger", "of-team"])
    expect((await read(people.internal_user, "GET /spend/logs")).body).toHaveLength(1)
    expect((await read(people.internal_user, "GET /spend/logs/of-team")).status).toBe(404)
    expect((await read(people.team_admin, "GET /spend/logs/of-team")).status).toBe(200)
    const days = { start_date: "2026-03-10", end_date: "2026-03-10" }
    const spent = async (caller: Caller) => (await read(caller, "GET /user/daily/activity", days)).body.metadata
    expect(await spent(people.internal_user)).toMatchObject({ total_spend: 1, ledger_spend: 1 })
    expect(await spent(people.team_admin)).toMatchObject({ total_spend: 1, ledger_spend: 1 })
    expect(await spent(people.internal_user_viewer)).toMatchObject({ total_spend: 0, ledger_spend: 0 })
  })

  test("a team's and an organization's days, for who administrates them", async () => {
    const days = { start_date: "2026-03-10", end_date: "2026-03-10" }
    expect((await read(people.team_admin, "GET /team/daily/activity", days)).status).toBe(200)
    const beyond = await read(people.team_admin, "GET /team/daily/activity", { ...days, team_ids: "team,other-team" })
    expect(told(beyond)).toEqual([403, "team_ids"])
    const org = await read(people.org_admin, "GET /organization/daily/activity", {
      ...days,
      organization_ids: "other-org",
    })
    expect(told(org)).toEqual([403, "organization_ids"])
  })
})
