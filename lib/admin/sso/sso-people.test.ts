import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"
import { type MockIssuer, startMockIssuer } from "#lib/testing/mock-issuer"
import { cookieOf, reasonOf, SsoVisitor, ssoClient, ssoPerson } from "#lib/testing/sso-visitor"

let issuer: MockIssuer
let h: Harness
let v: SsoVisitor

beforeAll(async () => {
  issuer = await startMockIssuer()
  h = await harness({
    env: {
      ...ssoClient(issuer),
      // As LiteLLM's users have it: Python's spelling.
      GENERIC_ROLE_MAPPINGS_ROLES: "{'proxy_admin': ['admins'], 'internal_user': ['developers']}",
      GENERIC_TEAM_MAPPINGS_TEAMS: '{"search": ["search-people"]}',
      PROXY_ADMIN_ID: "the-chief",
    },
    yaml: "general_settings: {litellm_jwtauth: {team_ids_jwt_field: team_ids}}",
  })
  v = new SsoVisitor(h)
})
afterAll(async () => {
  await h.close()
  await issuer.close()
})

describe("whose account it is", () => {
  const newUser = (fields: Record<string, unknown>, key?: string) =>
    h.send("POST", "/user/new", { auto_create_key: false, ...fields }, key === undefined ? {} : { key })

  it("a verified address leads to the user who has it", async () => {
    await newUser({ user_id: "known", user_email: "Known@Example.com", user_role: "internal_user" })
    issuer.person = ssoPerson("known-there", { email: "known@example.com" })
    expect(await v.me(await v.loggedIn())).toMatchObject({ user_id: "known", sso_user_id: "known-there" })
  })

  it.each([false, undefined, "yes"])(
    "an address nobody vouches for leads to nobody's account (email_verified: %s)",
    async (verified) => {
      const id = `victim-${String(verified)}`
      await newUser({ user_id: id, user_email: `${id}@example.com`, user_role: "proxy_admin" })
      issuer.person = ssoPerson(`thief-${String(verified)}`, { email: `${id}@example.com`, email_verified: verified })
      expect(reasonOf(await v.loggedIn())).toBe("sso_unverified")
      issuer.person = ssoPerson(`honest-${String(verified)}`, { email_verified: verified })
      expect(await v.me(await v.loggedIn())).toMatchObject({ user_id: issuer.person.sub, user_email: null })
    },
  )

  it("an address that was given to somebody else at the issuer does not lead to who had it", async () => {
    issuer.person = ssoPerson("first-owner", { email: "recycled@example.com" })
    await v.loggedIn()
    issuer.person = ssoPerson("second-owner", { email: "recycled@example.com" })
    expect(reasonOf(await v.loggedIn())).toBe("sso_email")
  })

  it("an issuer's id that is the id of somebody here is not theirs", async () => {
    await newUser({ user_id: "taken-id", user_role: "proxy_admin" })
    issuer.person = ssoPerson("taken-id")
    const { user_id: id, user_role: role } = await v.me(await v.loggedIn())
    expect(id).not.toBe("taken-id")
    expect(role).toBe("internal_user_viewer")
  })

  it("two logins of somebody new at the same moment make one user", async () => {
    issuer.person = ssoPerson("twice")
    const answers = await Promise.all([v.loggedIn(), v.loggedIn(), v.loggedIn()])
    expect(answers.map(reasonOf)).toEqual([null, null, null])
    const { json } = await h.send("GET", "/user/list?search=twice")
    expect(json.total).toBe(1)
  })

  it("who is blocked stays out", async () => {
    issuer.person = ssoPerson("blocked-one")
    await v.loggedIn()
    await h.db.sql`update accounts set blocked = true where kind = 'user' and id = 'blocked-one'`
    expect(reasonOf(await v.loggedIn())).toBe("sso_blocked")
  })
})

describe("what they may do follows the issuer, at each login", () => {
  const roleWith = async (sub: string, claims: Record<string, unknown>) => {
    issuer.person = ssoPerson(sub, claims)
    return (await v.me(await v.loggedIn())).user_role
  }

  it("groups give roles and take them away; the highest counts; no group is the least", async () => {
    expect(await roleWith("mover", { groups: ["developers", "admins"] })).toBe("proxy_admin")
    expect(await roleWith("mover", { groups: ["developers"] })).toBe("internal_user")
    expect(await roleWith("mover", {})).toBe("internal_user_viewer")
  })

  it("a session of before has the role of now", async () => {
    issuer.person = ssoPerson("demoted", { groups: ["admins"] })
    const before = await v.loggedIn()
    expect((await v.get("/audit", cookieOf(before))).status).toBe(200)
    await roleWith("demoted", { groups: [] })
    expect((await v.get("/audit", cookieOf(before))).status).toBe(403)
  })

  it("a claim that happens to be called role makes nobody an admin, and PROXY_ADMIN_ID makes one", async () => {
    expect(await roleWith("sly", { role: "proxy_admin", roles: ["proxy_admin"], user_role: "proxy_admin" })).toBe(
      "internal_user_viewer",
    )
    expect(await roleWith("the-chief", {})).toBe("proxy_admin")
  })

  it("an account whose maker could have set its password is not made an admin", async () => {
    const orgs = await h.send("POST", "/organization/new", { organization_alias: "org", models: [] })
    const organization_id = String(orgs.json.organization_id)
    await h.send("POST", "/user/new", { user_id: "org-boss", user_role: "internal_user" })
    const member = { user_id: "org-boss", role: "org_admin" }
    expect((await h.send("POST", "/organization/member_add", { organization_id, member })).status).toBe(200)
    const boss = await h.key({ user_id: "org-boss" })
    const wish = { user_id: "prepared", user_email: "prepared@example.com", organizations: [organization_id] }
    expect((await h.send("POST", "/user/new", { ...wish, auto_create_key: false }, { key: boss })).status).toBe(200)
    expect(await roleWith("prepared-there", { email: "prepared@example.com", groups: ["admins"] })).toBe(
      "internal_user",
    )
  })

  it("joins the teams the issuer names and leaves those it named before; what was given here stays", async () => {
    for (const team_id of ["search", "ads", "by-hand"]) await h.send("POST", "/team/new", { team_id })
    const teams = async (claims: Record<string, unknown>) => {
      issuer.person = ssoPerson("teamster", claims)
      return (await v.me(await v.loggedIn())).teams
    }
    expect(await teams({ groups: ["search-people"], team_ids: ["ads", "no-such-team"] })).toEqual(["ads", "search"])
    await h.send("POST", "/team/member_add", { team_id: "by-hand", member: { user_id: "teamster", role: "admin" } })
    expect(await teams({ team_ids: "ads" })).toEqual(["ads", "by-hand"])
    expect(await teams({})).toEqual(["by-hand"])
    const { json } = await h.send("GET", "/audit?object_id=search&table_name=LiteLLM_TeamTable")
    expect((json.audit_logs as unknown[]).length).toBeGreaterThanOrEqual(3)
  })
})
