import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { adminHarness, type Harness } from "./test-harness"

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness()
})
afterAll(() => gw.drop())

const make = async (id: string, fields: Record<string, unknown> = {}) => {
  const body = { organization_id: id, organization_alias: `The ${id}`, ...fields }
  const made = await gw.call("POST /organization/new", { body })
  expect(made.status, JSON.stringify(made.body)).toBe(200)
  return made.body
}
const refused = ({ status, body }: { status: number; body: { error: { param: string } } }) => [status, body.error.param]

describe("organizations", () => {
  test("are made with limits of their own or of a shared budget, changed by PATCH and POST, and listed", async () => {
    await gw.call("POST /budget/new", { body: { budget_id: "small", max_budget: 3, rpm_limit: 7 } })
    expect(await make("acme", { max_budget: 10, budget_duration: "1d", models: ["gpt"] })).toMatchObject({
      organization_id: "acme",
      organization_alias: "The acme",
      max_budget: 10,
      budget_reset_at: "2026-03-11T00:00:00.000Z",
      litellm_budget_table: { max_budget: 10 },
      members: [],
      teams: [],
    })
    expect(await make("tiny", { budget_id: "small" })).toMatchObject({
      max_budget: 3,
      rpm_limit: 7,
      budget_id: "small",
    })
    const patched = await gw.call("PATCH /organization/update", { body: { organization_id: "acme", tpm_limit: 5 } })
    expect(patched.body).toMatchObject({ tpm_limit: 5, max_budget: 10, models: ["gpt"] })
    const posted = await gw.call("POST /organization/update", { body: { organization_id: "acme", max_budget: null } })
    expect(posted.body).toMatchObject({ tpm_limit: 5, max_budget: null })
    const ids = async (query: Record<string, string>) =>
      (await gw.call("GET /organization/list", { query })).body.map(
        (one: { organization_id: string }) => one.organization_id,
      )
    expect((await ids({})).sort()).toEqual(["acme", "tiny"])
    expect(await ids({ org_alias: "TINY" })).toEqual(["tiny"])
    const both = await gw.call("POST /organization/info", { body: { organizations: ["acme", "nobody"] } })
    expect(both.body).toHaveLength(1)
  })

  test("have members with roles, found by id or email", async () => {
    await make("club")
    const added = await gw.call("POST /organization/member_add", {
      body: {
        organization_id: "club",
        member: [{ user_id: "u1", role: "org_admin" }, { user_email: "b@example.com" }],
      },
    })
    expect(added.body.updated_organization_memberships.map((m: { user_role: string }) => m.user_role)).toEqual([
      "org_admin",
      "internal_user",
    ])
    const role = { organization_id: "club", user_email: "b@example.com", role: "internal_user_viewer" }
    expect((await gw.call("PATCH /organization/member_update", { body: role })).body.user_role).toBe(role.role)
    const gone = await gw.call("DELETE /organization/member_delete", {
      query: { organization_id: "club", user_id: "u1" },
    })
    expect(gone.body.user_id).toBe("u1")
    const { members } = (await gw.call("GET /organization/info", { query: { organization_id: "club" } })).body
    expect(members).toMatchObject([{ user_email: "b@example.com", user_role: "internal_user_viewer" }])
    const again = await gw.call("POST /organization/member_delete", {
      body: { organization_id: "club", user_id: "u1" },
    })
    expect(refused(again)).toEqual([404, "user_id"])
    const mine = await gw.call("GET /organization/list", { query: { user_id: members[0].user_id } })
    expect(mine.body).toHaveLength(1)
  })

  test("go with their teams, keys and memberships; all of them or none", async () => {
    await make("old")
    await gw.call("POST /team/new", { body: { team_id: "old-team", organization_id: "old" } })
    const ofTeam = await gw.newKey({ team_id: "old-team" })
    const ofOrganization = await gw.newKey({ organization_id: "old" })
    const some = await gw.call("DELETE /organization/delete", { body: { organization_ids: ["old", "nobody"] } })
    expect(refused(some)).toEqual([404, "organization_id"])
    expect((await gw.call("GET /team/info", { query: { team_id: "old-team" } })).status).toBe(200)
    const all = await gw.call("DELETE /organization/delete", { body: { organization_ids: ["old"] } })
    expect(all.body).toMatchObject([{ organization_id: "old", teams: [{ team_id: "old-team" }] }])
    for (const { token } of [ofTeam, ofOrganization])
      expect((await gw.call("GET /key/info", { query: { key: token } })).status).toBe(404)
    expect((await gw.call("GET /team/info", { query: { team_id: "old-team" } })).status).toBe(404)
    expect(gw.state.changed).toContain(ofOrganization.token)
  })

  test("bad input is refused with the field's name, and nothing is written", async () => {
    const refusals: [string, Record<string, unknown>, [number, string]][] = [
      ["POST /organization/new", {}, [400, "organization_alias"]],
      ["POST /organization/new", { organization_alias: "x", max_budget: -1 }, [400, "max_budget"]],
      ["POST /organization/new", { organization_alias: "x", budget_id: "nothing" }, [400, "budget_id"]],
      ["POST /organization/new", { organization_alias: "x", budget_duration: "soon" }, [400, "budget_duration"]],
      ["POST /organization/update", { organization_id: "nobody", rpm_limit: 1 }, [404, "organization_id"]],
      [
        "POST /organization/member_add",
        { organization_id: "nobody", member: { user_id: "u" } },
        [404, "organization_id"],
      ],
      ["POST /team/new", { team_id: "lost", organization_id: "nobody" }, [400, "organization_id"]],
      ["POST /key/generate", { organization_id: "nobody" }, [400, "organization_id"]],
      ["POST /key/generate", { team_id: "nobody" }, [400, "team_id"]],
    ]
    for (const [route, body, expected] of refusals)
      expect(refused(await gw.call(route, { body })), JSON.stringify(body)).toEqual(expected)
    expect((await gw.call("GET /team/info", { query: { team_id: "lost" } })).status).toBe(404)
    expect((await gw.call("GET /key/list")).body.total_count).toBe(0)
  })

  test("a key cannot pair a team with another organization than the team's", async () => {
    await make("here")
    await make("there")
    await gw.call("POST /team/new", { body: { team_id: "ours", organization_id: "here" } })
    const body = { team_id: "ours", organization_id: "there" }
    expect(refused(await gw.call("POST /key/generate", { body }))).toEqual([400, "organization_id"])
    const key = await gw.newKey({ team_id: "ours", organization_id: "here" })
    const moved = await gw.call("POST /key/update", { body: { key: key.token, organization_id: "there" } })
    expect(refused(moved)).toEqual([400, "organization_id"])
    const move = { team_id: "ours", organization_id: "nobody" }
    expect(refused(await gw.call("POST /team/update", { body: move }))).toEqual([400, "organization_id"])
  })
})
