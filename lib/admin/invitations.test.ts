import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Caller } from "#lib/identity/caller"
import { openSession, sessionCaller, userOfPassword } from "#lib/identity/sessions"
import { adminHarness, type Harness } from "./test-harness"
import { callerOf, onePersonOfEach } from "./test-people"

let gw: Harness
let people: Awaited<ReturnType<typeof onePersonOfEach>>
beforeAll(async () => {
  gw = await adminHarness()
  people = await onePersonOfEach(gw)
})
afterAll(() => gw.drop())

/** Nobody: these routes need no login. */
const NOBODY: Caller = { kind: "session", role: "internal_user_viewer", keyId: "nobody", key: null }
const DAY_MS = 86_400_000
const PASSWORD = "a long enough one"

async function invite(user_id: string) {
  const email = { user_id, user_email: `${user_id}@example.com`, auto_create_key: false }
  expect((await gw.call("POST /user/new", { body: email })).status).toBe(200)
  return (await gw.call("POST /invitation/new", { body: { user_id } })).body as { id: string; link: string }
}
const claim = (invitation_link: string, more: object = {}) =>
  gw.call("POST /onboarding/claim_token", { caller: NOBODY, body: { invitation_link, password: PASSWORD, ...more } })
const logsIn = (user: string, password = PASSWORD) => userOfPassword(gw.db, `${user}@example.com`, password)

async function sessionOf(userId: string): Promise<Caller> {
  const nowMs = gw.state.nowMs
  const id = await openSession(gw.db, { userId, ip: "192.0.2.9", userAgent: "a browser", nowMs })
  const caller = await sessionCaller(gw.db, id, nowMs)
  if (caller === null) throw new Error("no session")
  return caller
}

describe("an invitation", () => {
  test("lets the invited set a password, by the link alone, once", async () => {
    const { id, link } = await invite("ada")
    expect(link).toBe(`/ui/invite?invitation_id=${id}`)
    const open = await gw.call("GET /onboarding/get_token", { caller: NOBODY, query: { invite_link: id } })
    expect(open.body).toMatchObject({ user_id: "ada", user_email: "ada@example.com" })
    expect(await logsIn("ada")).toBeNull()
    expect((await claim(id, { user_id: "ada" })).status).toBe(200)
    expect(await logsIn("ada")).toBe("ada")
    expect((await claim(id, { password: "a second password" })).status).toBe(404)
    expect(await logsIn("ada")).toBe("ada")
    const info = await gw.call("GET /invitation/info", { query: { invitation_id: id } })
    expect(info.body).toMatchObject({ is_accepted: true, accepted_at: "2026-03-10T15:20:00.000Z" })
    const again = await gw.call("POST /invitation/update", { body: { invitation_id: id, is_accepted: false } })
    expect([again.status, again.body.error.param]).toEqual([400, "is_accepted"])
  })

  test("is used once also when two try at the same moment", async () => {
    const { id } = await invite("twice")
    const both = await Promise.all([claim(id), claim(id, { password: "another long one" })])
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 404])
  })

  test("is good for seven days and no longer", async () => {
    const { id } = await invite("late")
    const before = gw.state.nowMs
    gw.state.nowMs += 7 * DAY_MS
    const late = await claim(id)
    gw.state.nowMs = before + 7 * DAY_MS - 1
    const early = await claim(id)
    gw.state.nowMs = before
    expect([late.status, early.status]).toEqual([404, 200])
  })

  test("that was taken back, marked as used, is another's, or whose user is blocked or gone, opens nothing", async () => {
    const back = await invite("back")
    await gw.call("POST /invitation/delete", { body: { invitation_id: back.id } })
    const marked = await invite("marked")
    await gw.call("POST /invitation/update", { body: { invitation_id: marked.id, is_accepted: true } })
    const blocked = await invite("blocked")
    await gw.call("POST /user/update", { body: { user_id: "blocked", blocked: true } })
    const gone = await invite("gone")
    await gw.call("POST /user/delete", { body: { user_ids: ["gone"] } })
    for (const { id } of [back, marked, blocked, gone, { id: "guessed" }]) expect((await claim(id)).status).toBe(404)
    const other = await invite("other")
    expect((await claim(other.id, { user_id: "ada" })).status).toBe(404)
  })

  test("of a short password is refused with the field's name, and stays good", async () => {
    const { id } = await invite("short")
    const short = await claim(id, { password: "123456789" })
    expect([short.status, short.body.error.param]).toEqual([400, "password"])
    expect((await claim(id)).status).toBe(200)
  })

  test("needs a user with an email", async () => {
    const none = await gw.call("POST /invitation/new", { body: { user_id: "internal_user" } })
    expect([none.status, none.body.error.param]).toEqual([400, "user_id"])
    expect((await gw.call("POST /invitation/new", { body: { user_id: "no-such-user" } })).status).toBe(404)
  })

  test("is in the database without its secret, and the password by its hash", async () => {
    const { id } = await invite("secret")
    await claim(id)
    const stored = JSON.stringify([await gw.db.sql`select * from invitations`, await gw.db.sql`select * from logins`])
    expect(stored).not.toContain(id)
    expect(stored).not.toContain(PASSWORD)
  })

  test("is made by who administrates, for users they made, never to become somebody who was there before", async () => {
    const invites = (caller: Caller, user_id: string) => gw.call("POST /invitation/new", { caller, body: { user_id } })
    for (const caller of [people.internal_user, people.proxy_admin_viewer, people.key])
      expect((await invites(caller, "ada")).status).toBe(403)
    const made = { user_id: "new-here", user_email: "new-here@example.com", organizations: ["org"] }
    expect((await gw.call("POST /user/new", { caller: people.org_admin, body: made })).status).toBe(200)
    expect((await invites(people.org_admin, "new-here")).status).toBe(200)
    await gw.call("POST /organization/member_add", {
      caller: people.org_admin,
      body: { organization_id: "org", member: { user_id: "ada", role: "internal_user" } },
    })
    expect((await invites(people.org_admin, "ada")).status).toBe(403)
    expect((await invites(people.org_admin, "stranger")).status).toBe(403)
    const byEmail = { team_id: "team", member: { user_email: "mailed@example.com" } }
    const added = await gw.call("POST /team/member_add", { caller: people.team_admin, body: byEmail })
    expect((await invites(people.team_admin, added.body.updated_users[0].user_id)).status).toBe(200)
  })
})

describe("a user's sessions", () => {
  test("are listed and ended by the user, and nobody else's are", async () => {
    await claim((await invite("sess")).id)
    const [here, there, stranger] = [await sessionOf("sess"), await sessionOf("sess"), await sessionOf("ada")]
    const list = async () => (await gw.call("GET /session/list", { caller: here })).body.sessions
    expect(await list()).toHaveLength(2)
    expect((await list()).filter((one: { current: boolean }) => one.current)).toMatchObject([{ id: here.sessionId }])
    const foreign = await gw.call("POST /session/revoke", { caller: here, body: { id: stranger.sessionId } })
    expect(foreign.status).toBe(404)
    await gw.call("POST /session/revoke", { caller: here, body: { id: there.sessionId } })
    expect(await list()).toMatchObject([{ id: here.sessionId, ip: "192.0.2.9", user_agent: "a browser" }])
    await sessionOf("sess")
    expect((await gw.call("POST /session/revoke", { caller: here, body: { others: true } })).body).toEqual({
      revoked: 1,
    })
    expect((await gw.call("POST /session/revoke", { caller: here })).status).toBe(400)
    expect((await gw.call("GET /session/list")).body.sessions).toEqual([])
  })

  test("end when the password changes, but for the one that changes it", async () => {
    await claim((await invite("change")).id)
    const [here] = [await sessionOf("change"), await sessionOf("change")]
    const change = (current_password: string, new_password = "quite another one") =>
      gw.call("POST /user/password/change", { caller: here, body: { current_password, new_password } })
    expect([(await change("wrong")).status, (await change(PASSWORD, "short")).status]).toEqual([403, 400])
    expect((await change(PASSWORD)).status).toBe(200)
    expect([await logsIn("change"), await logsIn("change", "quite another one")]).toEqual([null, "change"])
    expect((await gw.call("GET /session/list", { caller: here })).body.sessions).toHaveLength(1)
    const key = await callerOf(gw, (await gw.newKey({ user_id: "change" })).token)
    const byKey = { current_password: "quite another one", new_password: "by a key, not a login" }
    expect((await gw.call("POST /user/password/change", { caller: key, body: byKey })).status).toBe(400)
  })

  test("end with an invitation that is claimed: it resets the password", async () => {
    await claim((await invite("reset")).id)
    const before = await sessionOf("reset")
    const { id } = (await gw.call("POST /invitation/new", { body: { user_id: "reset" } })).body
    await claim(id, { password: "the new password" })
    expect(await gw.db.sql`select 1 from sessions where id = ${before.sessionId ?? ""}`).toHaveLength(0)
  })
})
