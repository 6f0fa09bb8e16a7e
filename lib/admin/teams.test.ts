import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { adminHarness, type Harness, plainKey } from "./test-harness"

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness()
})
afterAll(() => gw.drop())

const make = async (fields: Record<string, unknown> = {}) => {
  const made = await gw.call("POST /team/new", { body: fields })
  expect(made.status, JSON.stringify(made.body)).toBe(200)
  return made.body
}
const info = async (team_id: string) => (await gw.call("GET /team/info", { query: { team_id } })).body

describe("POST /team/new", () => {
  test("200: makes a team with its limits and members; who is known by email only becomes a user", async () => {
    const team = await make({
      team_id: "blue",
      team_alias: "Blue",
      max_budget: 20,
      budget_duration: "30d",
      rpm_limit: 5,
      models: ["gpt"],
      team_member_budget: 2,
      members_with_roles: [{ user_id: "ada", role: "admin" }, { user_email: "Bea@example.com" }],
    })
    expect(team).toMatchObject({
      team_id: "blue",
      team_alias: "Blue",
      max_budget: 20,
      budget_duration: "30d",
      spend: 0,
      rpm_limit: 5,
      models: ["gpt"],
    })
    expect(team.members_with_roles).toMatchObject([
      { user_id: "ada", role: "admin", user_email: null },
      { role: "user", user_email: "Bea@example.com" },
    ])
    expect((await info("blue")).team_memberships).toMatchObject([{ max_budget: 2 }, { max_budget: 2 }])
  })

  test("200: the same email is the same user, whatever its case", async () => {
    await make({ team_id: "green", members_with_roles: [{ user_email: "BEA@EXAMPLE.com" }] })
    const one = (await info("blue")).team_info.members_with_roles[1].user_id
    expect((await info("green")).team_info.members_with_roles[0].user_id).toBe(one)
  })

  test("400: the id is taken; a field that is wrong or unknown is named and nothing is written", async () => {
    expect((await gw.call("POST /team/new", { body: { team_id: "blue" } })).status).toBe(400)
    const wrong = await gw.call("POST /team/new", { body: { team_id: "x", max_budget: -1 } })
    expect([wrong.status, wrong.body.error.param]).toEqual([400, "max_budget"])
    const unknown = await gw.call("POST /team/new", { body: { team_id: "x", budget: 3 } })
    expect([unknown.status, unknown.body.error.message]).toEqual([400, expect.stringContaining("budget")])
    expect((await gw.call("GET /team/info", { query: { team_id: "x" } })).status).toBe(404)
  })

  test("403: a plain key may not", async () => {
    const refused = await gw.call("POST /team/new", { body: {}, caller: plainKey("t") })
    expect(refused.status).toBe(403)
  })
})

describe("members", () => {
  test("are added with a budget in the team, changed, and taken out with their account", async () => {
    await make({ team_id: "red" })
    const added = await gw.call("POST /team/member_add", {
      body: { team_id: "red", member: { user_id: "cy", role: "user" }, max_budget_in_team: 1, budget_duration: "1d" },
    })
    expect(added.body).toMatchObject({
      members_with_roles: [{ user_id: "cy", role: "user" }],
      updated_users: [{ user_id: "cy" }],
      updated_team_memberships: [{ user_id: "cy", max_budget: 1, budget_duration: "1d" }],
    })
    const changed = await gw.call("POST /team/member_update", {
      body: { team_id: "red", user_id: "cy", role: "admin", max_budget_in_team: 3 },
    })
    expect(changed.body).toMatchObject({ user_id: "cy", role: "admin", max_budget: 3, budget_duration: "1d" })
    await gw.call("POST /team/member_delete", { body: { team_id: "red", user_id: "cy" } })
    expect(await info("red")).toMatchObject({ team_info: { members_with_roles: [] }, team_memberships: [] })
    const again = await gw.call("POST /team/member_delete", { body: { team_id: "red", user_id: "cy" } })
    expect([again.status, again.body.error.message]).toEqual([404, "The team red has no member cy."])
  })

  test("400: a member is named by an id or an email", async () => {
    const nobody = await gw.call("POST /team/member_add", { body: { team_id: "red", member: { role: "user" } } })
    expect([nobody.status, nobody.body.error.param]).toEqual([400, "member"])
  })
})

describe("changing and removing", () => {
  test("update changes what is given; a set spend starts a new window", async () => {
    await make({ team_id: "pink", max_budget: 5, metadata: { cost: "centre" } })
    const changed = await gw.call("POST /team/update", { body: { team_id: "pink", rpm_limit: 3, spend: 4 } })
    expect(changed.body).toMatchObject({ max_budget: 5, rpm_limit: 3, spend: 4, metadata: { cost: "centre" } })
    const cleared = await gw.call("POST /team/update", { body: { team_id: "pink", max_budget: null } })
    expect(cleared.body).toMatchObject({ max_budget: null, rpm_limit: 3 })
  })

  test("block and unblock are seen in the team", async () => {
    await make({ team_id: "grey" })
    expect((await gw.call("POST /team/block", { body: { team_id: "grey" } })).body.blocked).toBe(true)
    expect((await gw.call("POST /team/unblock", { body: { team_id: "grey" } })).body.blocked).toBe(false)
  })

  test("delete takes the team's keys and members with it, all teams or none", async () => {
    await make({ team_id: "gone", members_with_roles: [{ user_id: "dan" }] })
    const key = await gw.newKey({ team_id: "gone" })
    const none = await gw.call("POST /team/delete", { body: { team_ids: ["gone", "never"] } })
    expect([none.status, none.body.error.message]).toEqual([404, 'There is no team "never".'])
    const deleted = await gw.call("POST /team/delete", { body: { team_ids: ["gone"] } })
    expect(deleted.body).toEqual({ deleted_teams: ["gone"], deleted_keys: [key.token] })
    expect((await gw.call("GET /key/info", { query: { key: key.key } })).status).toBe(404)
  })
})

describe("lists", () => {
  test("page, search, sort, and keep to one user's teams", async () => {
    for (const i of [1, 2, 3]) await make({ team_id: `page-${i}`, team_alias: `Paged ${i}`, max_budget: i })
    await gw.call("POST /team/member_add", { body: { team_id: "page-2", member: { user_id: "eve" } } })
    const query = { search: "paged", page: "2", page_size: "2", sort_by: "max_budget", sort_order: "asc" }
    const page = (await gw.call("GET /v2/team/list", { query })).body
    expect(page).toMatchObject({ total: 3, page: 2, total_pages: 2, teams: [{ team_id: "page-3" }] })
    expect((await gw.call("GET /team/list", { query: { user_id: "eve" } })).body).toMatchObject([{ team_id: "page-2" }])
  })
})
