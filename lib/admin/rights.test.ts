import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Caller } from "#lib/identity/caller"
import { adminHarness, type Harness, MASTER } from "./test-harness"
import { callerOf, newPerson, onePersonOfEach } from "./test-people"

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

describe("the admin of a team", () => {
  test("makes members' keys, which ask models and nothing more", async () => {
    const made = await as(people.team_admin, "POST /key/generate", { team_id: "team", user_id: "mate" })
    expect(made.body).toMatchObject({ user_id: "mate", team_id: "team", allowed_routes: ["llm_api_routes"] })
    const caller = await callerOf(gw, made.body.token)
    expect((await read(caller, "GET /key/list")).body.error.code).toBe("route_access_denied")
    const wide = { team_id: "team", user_id: "mate", allowed_routes: ["management_routes"] }
    expect(told(await as(people.team_admin, "POST /key/generate", wide))).toEqual([403, "allowed_routes"])
    const widened = await as(people.team_admin, "POST /key/update", { key: made.body.token, allowed_routes: [] })
    expect(told(widened)).toEqual([403, "allowed_routes"])
    expect((await as(people.team_admin, "POST /key/regenerate", { key: made.body.token })).status).toBe(200)
    const strangers = await as(people.team_admin, "POST /key/generate", { team_id: "team", user_id: "stranger" })
    expect(told(strangers)).toEqual([403, "user_id"])
  })

  test("never comes by a secret that carries somebody else's rights", async () => {
    const own = await as(mate, "POST /key/generate", {})
    const teams = await gw.newKey({ user_id: "mate", team_id: "team" })
    expect((await as(people.team_admin, "POST /key/regenerate", { key: own.body.token })).status).toBe(403)
    expect(told(await as(people.team_admin, "POST /key/regenerate", { key: teams.token }))).toEqual([403, "key"])
    const mine = (await as(people.team_admin, "POST /key/generate", { team_id: "team" })).body.token
    const given = await as(people.team_admin, "POST /key/update", { key: mine, user_id: "mate" })
    expect(told(given)).toEqual([403, "user_id"])
  })

  test("changes the team's name, and its budget not", async () => {
    const change = (body: object) => as(people.team_admin, "POST /team/update", { team_id: "team", ...body })
    expect((await change({ team_alias: "A team" })).body.team_alias).toBe("A team")
    for (const [field, body] of [
      ["max_budget", { max_budget: 1e6 }],
      ["models", { models: ["gpt"] }],
      ["spend", { spend: 0 }],
      ["organization_id", { organization_id: "other-org" }],
      ["team_member_permissions", { team_member_permissions: ["/key/generate"] }],
      ["blocked", { blocked: false }],
    ] as const)
      expect(told(await change(body))).toEqual([403, field])
    expect((await as(people.team_admin, "POST /team/update", { team_id: "other-team", team_alias: "x" })).status).toBe(
      403,
    )
  })

  test("adds and removes members of its own team only, within the team's budget", async () => {
    const add = (team_id: string, more: object = {}) =>
      as(people.team_admin, "POST /team/member_add", { team_id, member: { user_id: "newcomer" }, ...more })
    expect((await add("other-team")).status).toBe(403)
    await gw.call("POST /team/update", { body: { team_id: "team", max_budget: 100 } })
    expect(told(await add("team", { max_budget_in_team: 101 }))).toEqual([403, "max_budget_in_team"])
    expect((await add("team", { max_budget_in_team: 10 })).status).toBe(200)
    const gone = { team_id: "team", user_id: "newcomer" }
    expect((await as(people.team_admin, "POST /team/member_delete", gone)).status).toBe(200)
  })

  test("loses all of it with the role, at once", async () => {
    const admin = await newPerson(gw, "for-a-while", { teams: [{ team_id: "team", user_role: "admin" }] })
    const again = () => callerOf(gw, admin.key?.token ?? "")
    expect((await as(admin, "POST /key/service-account/generate", { team_id: "team" })).status).toBe(200)
    await gw.call("POST /team/member_update", { body: { team_id: "team", user_id: "for-a-while", role: "user" } })
    expect((await as(await again(), "POST /key/service-account/generate", { team_id: "team" })).status).toBe(403)
  })
})

describe("the admin of an organization", () => {
  test("makes teams and plain users in it, and nowhere else", async () => {
    const team = (organization_id?: string) => as(people.org_admin, "POST /team/new", { organization_id })
    expect((await team("org")).status).toBe(200)
    expect(told(await team("other-org"))).toEqual([403, "organization_id"])
    expect(told(await team())).toEqual([403, "organization_id"])
    const user = (body: object) => as(people.org_admin, "POST /user/new", { organizations: ["org"], ...body })
    for (const [field, body] of [
      ["user_role", { user_role: "proxy_admin" }],
      ["user_role", { user_role: "proxy_admin_viewer" }],
      ["organizations", { organizations: ["org", "other-org"] }],
      ["teams", { teams: ["other-team"] }],
    ] as const)
      expect(told(await user(body))).toEqual([403, field])
    const made = await user({ user_id: "made-by-org", teams: ["team"] })
    expect(made.body).toMatchObject({ user_id: "made-by-org", teams: ["team"] })
    const theirs = await callerOf(gw, made.body.token)
    expect(theirs.key?.allowedRoutes).toEqual(["llm_api_routes"])
  })

  test("changes who it made, and nobody who was there before", async () => {
    const change = (user_id: string, body: object) => as(people.org_admin, "POST /user/update", { user_id, ...body })
    expect((await change("made-by-org", { max_budget: 5 })).status).toBe(200)
    expect(told(await change("made-by-org", { user_role: "proxy_admin" }))).toEqual([403, "user_role"])
    await as(people.org_admin, "POST /organization/member_add", {
      organization_id: "org",
      member: { user_id: "proxy_admin" },
    })
    expect((await change("proxy_admin", { user_email: "mine@example.com" })).status).toBe(403)
    expect((await change("team-admin", { user_email: "mine@example.com" })).status).toBe(403)
  })

  test("deletes its own teams, and sets no budget of its own", async () => {
    expect((await as(people.org_admin, "POST /team/delete", { team_ids: ["other-team"] })).status).toBe(403)
    const more = await as(people.org_admin, "POST /organization/update", { organization_id: "org", max_budget: 1e6 })
    expect(told(more)).toEqual([403, "max_budget"])
    const name = { organization_id: "org", organization_alias: "Ours" }
    expect((await as(people.org_admin, "POST /organization/update", name)).body.organization_alias).toBe("Ours")
    const other = { organization_id: "other-org", member: { user_id: "org-admin", role: "org_admin" } }
    expect((await as(people.org_admin, "POST /organization/member_add", other)).status).toBe(403)
  })

  test("resets the spend of its teams' keys", async () => {
    const { token } = await gw.newKey({ team_id: "team", user_id: "mate", spend: 5 })
    expect((await as(people.team_admin, `POST /key/${token}/reset_spend`, { reset_to: 0 })).status).toBe(403)
    expect((await as(people.org_admin, `POST /key/${token}/reset_spend`, { reset_to: 0 })).status).toBe(200)
  })
})

describe("a user", () => {
  test("changes their own name and nothing that gives rights", async () => {
    const change = (body: object) =>
      as(people.internal_user, "POST /user/update", { user_id: "internal_user", ...body })
    expect((await change({ user_alias: "Me" })).body.user_alias).toBe("Me")
    for (const [field, body] of [
      ["user_role", { user_role: "proxy_admin" }],
      ["max_budget", { max_budget: 1e6 }],
      ["user_email", { user_email: "boss@example.com" }],
      ["teams", { user_alias: "x", models: [] }],
    ] as const)
      expect((await change(body)).status, field).toBe(403)
    expect((await as(people.internal_user, "POST /user/update", { user_id: "stranger", user_alias: "x" })).status).toBe(
      403,
    )
    const byEmail = { user_email: "stranger@example.com", user_alias: "x" }
    expect((await as(people.internal_user, "POST /user/update", byEmail)).status).toBe(403)
  })

  test("who is blocked has no rights any more", async () => {
    const blocked = await newPerson(gw, "soon-blocked")
    await gw.call("POST /user/update", { body: { user_id: "soon-blocked", blocked: true } })
    await expect(callerOf(gw, blocked.key?.token ?? "")).rejects.toMatchObject({ kind: "blocked_key" })
  })

  test.each([
    ["user_role", { user_role: "king" }],
    ["organizations", { organizations: ["no-such-organization"] }],
  ])("with a wrong %s is not made: 400, nothing written", async (field, body) => {
    const made = await gw.call("POST /user/new", { body: { user_id: "never-made", ...body } })
    expect([made.status, made.body.error.param]).toEqual([400, field])
    expect((await gw.call("GET /user/info", { query: { user_id: "never-made" } })).status).toBe(404)
  })

  test("the master key makes an admin, whose key does all", async () => {
    const list = await read(people.proxy_admin, "GET /user/list")
    expect(list.body.total).toBe((await read(MASTER, "GET /user/list")).body.total)
  })
})
