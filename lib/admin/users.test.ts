import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { adminHarness, type Harness, plainKey } from "./test-harness"

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness()
})
afterAll(() => gw.drop())

const make = async (fields: Record<string, unknown> = {}) => {
  const made = await gw.call("POST /user/new", { body: fields })
  expect(made.status, JSON.stringify(made.body)).toBe(200)
  return made.body
}
const info = async (user_id: string) => (await gw.call("GET /user/info", { query: { user_id } })).body

describe("POST /user/new", () => {
  test("200: makes a user with limits, in a team, with a first key", async () => {
    await gw.call("POST /team/new", { body: { team_id: "blue" } })
    const user = await make({
      user_id: "ada",
      user_email: "ada@example.com",
      user_alias: "Ada",
      user_role: "internal_user_viewer",
      max_budget: 5,
      budget_duration: "1mo",
      teams: [{ team_id: "blue", max_budget_in_team: 1, user_role: "admin" }],
    })
    expect(user).toMatchObject({
      user_id: "ada",
      user_email: "ada@example.com",
      user_alias: "Ada",
      user_role: "internal_user_viewer",
      max_budget: 5,
      spend: 0,
      teams: ["blue"],
      key: expect.stringMatching(/^sk-/),
    })
    expect(await info("ada")).toMatchObject({
      user_info: { max_budget: 5, teams: ["blue"] },
      keys: [{ token: user.token, user_id: "ada" }],
      teams: [{ team_id: "blue", members_with_roles: [{ user_id: "ada", role: "admin" }] }],
    })
  })

  test("200: without a key when none is wanted", async () => {
    expect(await make({ auto_create_key: false })).toMatchObject({ key: null, user_role: "internal_user" })
  })

  test("400: the id or the email is taken; 404: the team does not exist, and nobody is made", async () => {
    expect((await gw.call("POST /user/new", { body: { user_id: "ada" } })).status).toBe(400)
    const email = await gw.call("POST /user/new", { body: { user_id: "bea", user_email: "ADA@example.com" } })
    expect([email.status, email.body.error.param]).toEqual([400, "user_email"])
    expect((await gw.call("POST /user/new", { body: { user_id: "bea", teams: ["none"] } })).status).toBe(404)
    expect((await gw.call("GET /user/info", { query: { user_id: "bea" } })).status).toBe(404)
  })

  test("400: a role nobody has, a negative budget; 403: a plain key", async () => {
    expect((await gw.call("POST /user/new", { body: { user_role: "king" } })).body.error.param).toBe("user_role")
    expect((await gw.call("POST /user/new", { body: { max_budget: -1 } })).body.error.param).toBe("max_budget")
    const duration = await gw.call("POST /user/new", { body: { user_id: "nobody", duration: "soon" } })
    expect([duration.status, duration.body.error.param]).toEqual([400, "duration"])
    expect((await gw.call("POST /user/new", { body: {}, caller: plainKey("t") })).status).toBe(403)
  })
})

describe("changing, listing and deleting users", () => {
  test("update changes what is given, by id or by email", async () => {
    await make({ user_id: "cy", user_email: "cy@example.com", max_budget: 2 })
    const changed = await gw.call("POST /user/update", { body: { user_email: "cy@example.com", max_budget: 9 } })
    expect(changed.body).toMatchObject({ user_id: "cy", max_budget: 9 })
    const role = await gw.call("POST /user/update", { body: { user_id: "cy", user_role: "proxy_admin", spend: 3 } })
    expect(role.body).toMatchObject({ user_role: "proxy_admin", max_budget: 9, spend: 3, user_email: "cy@example.com" })
  })

  test("list finds by email, role and team, with the number of keys", async () => {
    const found = (await gw.call("GET /user/list", { query: { search: "CY@" } })).body
    expect(found).toMatchObject({ total: 1, users: [{ user_id: "cy", key_count: 1 }] })
    expect((await gw.call("GET /user/list", { query: { team: "blue" } })).body.users).toMatchObject([
      { user_id: "ada" },
    ])
    expect((await gw.call("GET /user/list", { query: { role: "proxy_admin" } })).body.total).toBe(1)
  })

  test("delete takes keys and memberships along, all users or none", async () => {
    expect((await gw.call("POST /user/delete", { body: { user_ids: ["ada", "never"] } })).status).toBe(404)
    expect((await gw.call("POST /user/delete", { body: { user_ids: ["ada"] } })).body).toEqual({ deleted_users: 1 })
    const blue = (await gw.call("GET /team/info", { query: { team_id: "blue" } })).body
    expect(blue).toMatchObject({ team_info: { members_with_roles: [] }, team_memberships: [] })
    expect((await gw.call("GET /key/list", { query: { user_id: "ada" } })).body.total_count).toBe(0)
  })
})
