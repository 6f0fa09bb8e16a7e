import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Caller } from "#lib/identity/caller"
import { adminHarness, type Harness } from "./test-harness"
import { callerOf, newPerson, onePersonOfEach } from "./test-people"

let gw: Harness
let people: Awaited<ReturnType<typeof onePersonOfEach>>
let _mate: Caller
beforeAll(async () => {
  gw = await adminHarness()
  people = await onePersonOfEach(gw)
})
afterAll(() => gw.drop())

const as = (caller: Caller, route: string, body: unknown = {}) => gw.call(route, { caller, body })
const _read = (caller: Caller, route: string, query: Record<string, string> = {}) => gw.call(route, { caller, query })
const told = (answer: { status: number; body: { error?: { param?: string } } }) => [
  answer.status,
  answer.body.error?.param,
]

describe("what a user's key makes", () => {
  test("a key of its own user, whoever is not named", async () => {
    const made = await as(people.internal_user, "POST /key/generate", { key_alias: "by myself" })
    expect([made.status, made.body.user_id, made.body.created_by]).toEqual([200, "internal_user", "internal_user"])
  })

  test.each([
    ["user_id", { user_id: "stranger" }],
    ["team_id", { team_id: "team" }],
    ["team_id", { team_id: "no-such-team" }],
    ["organization_id", { organization_id: "org" }],
    ["permissions", { permissions: { get_spend_routes: true } }],
    ["spend", { spend: 0 }],
    ["temp_budget_increase", { temp_budget_increase: 5, temp_budget_expiry: "2027-01-01" }],
    ["router_settings", { router_settings: { num_retries: 9 } }],
  ])("not with %s: %j; nothing is written", async (field, body) => {
    const count = async () => (await gw.call("GET /key/list")).body.total_count
    const before = await count()
    expect(told(await as(people.internal_user, "POST /key/generate", body))).toEqual([403, field])
    expect(await count()).toBe(before)
  })

  test("no more than its own key has: what is asked beyond is refused, what is left out is taken over", async () => {
    const { token } = await gw.newKey({
      user_id: "internal_user",
      models: ["gpt-5", "claude-*"],
      max_budget: 10,
      budget_duration: "30d",
      rpm_limit: 60,
      duration: "10d",
      allowed_routes: ["llm_api_routes", "key_management_routes"],
    })
    const maker = await callerOf(gw, token)
    for (const [field, body] of [
      ["models", { models: ["gpt-5", "gemini"] }],
      ["models", { models: ["all-proxy-models"] }],
      ["max_budget", { max_budget: 10.01 }],
      ["budget_duration", { budget_duration: "1d" }],
      ["rpm_limit", { rpm_limit: 61 }],
      ["duration", { duration: "11d" }],
      ["duration", { duration: "-1" }],
      ["allowed_routes", { allowed_routes: ["management_routes"] }],
      ["allowed_routes", { key_type: "management" }],
    ] as const)
      expect(told(await as(maker, "POST /key/generate", body)), JSON.stringify(body)).toEqual([403, field])
    const made = (
      await as(maker, "POST /key/generate", {
        models: ["claude-haiku"],
        rpm_limit: 10,
        max_budget: null,
        allowed_routes: [],
      })
    ).body
    expect(made).toMatchObject({
      models: ["claude-haiku"],
      max_budget: 10,
      budget_duration: "30d",
      rpm_limit: 10,
      allowed_routes: ["llm_api_routes", "key_management_routes"],
      expires: "2026-03-20T15:20:00.000Z",
    })
  })

  test("a promise beyond the user's or the team's own budget is refused", async () => {
    const poor = await newPerson(gw, "poor", { max_budget: 2, models: ["gpt-5"] })
    expect(told(await as(poor, "POST /key/generate", { max_budget: 3 }))).toEqual([403, "max_budget"])
    expect(told(await as(poor, "POST /key/generate", { models: ["o3"] }))).toEqual([403, "models"])
    expect((await as(poor, "POST /key/generate", { max_budget: 2, models: ["gpt-5"] })).status).toBe(200)
  })

  test("a team's key, once the team lets its members make keys", async () => {
    await gw.call("POST /team/new", { body: { team_id: "open", team_member_permissions: ["/key/generate"] } })
    const member = await newPerson(gw, "open-member", { teams: ["open"] })
    const made = await as(member, "POST /key/generate", { team_id: "open" })
    expect([made.status, made.body.team_id, made.body.user_id]).toEqual([200, "open", "open-member"])
    expect(told(await as(member, "POST /key/service-account/generate", { team_id: "open" }))).toEqual([403, "team_id"])
  })
})

describe("what its owner does to a key", () => {
  test("limits go down, never up", async () => {
    const { token } = await gw.newKey({ user_id: "internal_user", max_budget: 10, models: ["a", "b"], tags: ["paid"] })
    const change = (body: object) => as(people.internal_user, "POST /key/update", { key: token, ...body })
    expect((await change({ max_budget: 5, models: ["a"], key_alias: "narrowed" })).status).toBe(200)
    for (const [field, body] of [
      ["max_budget", { max_budget: 6 }],
      ["max_budget", { max_budget: null }],
      ["models", { models: ["a", "b"] }],
      ["tags", { tags: ["free"] }],
      ["budget_duration", { budget_duration: "1d" }],
      ["user_id", { user_id: "stranger" }],
      ["team_id", { team_id: "team" }],
      ["permissions", { permissions: { get_spend_routes: true } }],
      ["spend", { spend: 0 }],
    ] as const)
      expect(told(await change(body)), JSON.stringify(body)).toEqual([403, field])
    const { info } = (await gw.call("GET /key/info", { query: { key: token } })).body
    expect(info).toMatchObject({ max_budget: 5, models: ["a"], tags: ["paid"], user_id: "internal_user" })
    const many = await as(people.internal_user, "POST /key/bulk_update", { keys: [{ key: token, max_budget: 99 }] })
    expect(many.body).toMatchObject({ successful_updates: [], failed_updates: [{ key: token }] })
    const renewed = await as(people.internal_user, "POST /key/regenerate", { key: token, max_budget: 99 })
    expect(told(renewed)).toEqual([403, "max_budget"])
  })

  test("it is blocked by them, and unblocked by an admin", async () => {
    const { token } = await gw.newKey({ user_id: "internal_user" })
    expect((await as(people.internal_user, "POST /key/block", { key: token })).status).toBe(200)
    expect((await as(people.internal_user, "POST /key/unblock", { key: token })).status).toBe(403)
    const sly = await as(people.internal_user, "POST /key/update", { key: token, blocked: false })
    expect(told(sly)).toEqual([403, "blocked"])
    expect((await gw.call("POST /key/unblock", { body: { key: token } })).status).toBe(200)
    expect((await as(people.internal_user, "POST /key/delete", { keys: [token] })).status).toBe(200)
  })

  test("all keys of a deletion are theirs, or none is deleted", async () => {
    const mine = (await gw.newKey({ user_id: "internal_user", key_alias: "to stay" })).token
    const other = (await gw.newKey({ user_id: "stranger", key_alias: "of a stranger" })).token
    for (const body of [{ keys: [mine, other] }, { key_aliases: ["to stay", "of a stranger"] }])
      expect((await as(people.internal_user, "POST /key/delete", body)).status).toBe(403)
    expect((await gw.call("GET /key/info", { query: { key: mine } })).status).toBe(200)
  })

  test("a viewer's own key stays as it is", async () => {
    const { token } = await gw.newKey({ user_id: "internal_user_viewer" })
    for (const route of ["POST /key/update", "POST /key/block", "POST /key/regenerate"])
      expect((await as(people.internal_user_viewer, route, { key: token })).status, route).toBe(403)
  })
})
