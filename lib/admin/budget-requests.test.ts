import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Caller } from "#lib/identity/caller"
import { NO_DEFAULTS } from "./defaults"
import { adminHarness, type Harness } from "./test-harness"
import { callerOf, newPerson, onePersonOfEach } from "./test-people"

let gw: Harness
let people: Awaited<ReturnType<typeof onePersonOfEach>>
let dev: Caller
beforeAll(async () => {
  gw = await adminHarness({ defaults: () => ({ ...NO_DEFAULTS, keyMost: { max_budget: 500 } }) })
  people = await onePersonOfEach(gw)
  dev = await newPerson(gw, "dev", {
    user_email: "dev@example.com",
    max_budget: 20,
    teams: [{ team_id: "team", max_budget_in_team: 5 }],
  })
})
afterAll(() => gw.drop())

const made = async (fields: Record<string, unknown>) => (await gw.newKey({ max_budget: 10, ...fields })).token
const post = (path: string, body: unknown, caller?: Caller) =>
  gw.call(`POST /budget/request${path}`, { body, ...(caller === undefined ? {} : { caller }) })
const budgetOf = async (key: string) => (await gw.call("GET /key/info", { query: { key } })).body.info.max_budget

async function asked(body: Record<string, unknown>, caller = dev) {
  const answer = await post("", body, caller)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body as { request_id: string; [field: string]: unknown }
}

describe("asking for a larger budget", () => {
  it("an approval raises the budget to what was asked, keeps the running window, and reaches the data path", async () => {
    const key = await made({ user_id: "dev", budget_duration: "30d", spend: 4 })
    const { request_id } = await asked({ key, max_budget: 40, reason: "<b>a launch</b>" })
    const before = (await gw.call("GET /key/info", { query: { key } })).body.info
    gw.state.changed.length = 0
    const answer = await post("/approve", { request_id, note: "fine" })
    expect(answer.body).toMatchObject({
      kind: "key",
      status: "approved",
      user_email: "dev@example.com",
      max_budget_then: 10,
      requested_budget: 40,
      approved_budget: 40,
      max_budget: 40,
      reason: "<b>a launch</b>",
      note: "fine",
      decided_by: "master",
      can_decide: false,
      can_withdraw: false,
    })
    const after = (await gw.call("GET /key/info", { query: { key } })).body.info
    expect(after).toMatchObject({ max_budget: 40, spend: before.spend, budget_reset_at: before.budget_reset_at })
    expect(gw.state.changed).toEqual([key])
  })

  it("the approver may give another amount; the request and the budget are both in the audit log", async () => {
    const key = await made({ user_id: "dev" })
    const { request_id } = await asked({ key, max_budget: 40 })
    expect((await post("/approve", { request_id, max_budget: 25 })).body).toMatchObject({
      approved_budget: 25,
      max_budget: 25,
    })
    const logged = async (object_id: string) =>
      (await gw.call("GET /audit", { query: { object_id } })).body.audit_logs as Record<string, string>[]
    const [budget] = await logged(key)
    expect(budget).toMatchObject({ table_name: "LiteLLM_VerificationToken", action: "updated" })
    expect(JSON.stringify(budget)).toMatch(/"?max_budget\\*"?:\s*10\b.*max_budget\\*"?:\s*25\b/)
    const [request] = await logged(request_id)
    expect(request).toMatchObject({ table_name: "budget_requests", action: "approve" })
    expect(JSON.stringify(request)).toMatch(/pending.*approved/)
  })

  it("of oneself, and of oneself in a team: whoever could change it anyway decides", async () => {
    const own = await asked({ max_budget: 30 })
    expect(own).toMatchObject({ kind: "user", max_budget: 20, can_decide: false, can_withdraw: true })
    expect((await post("/approve", { request_id: own.request_id }, people.team_admin)).status).toBe(404)
    expect((await post("/approve", { request_id: own.request_id })).body).toMatchObject({ max_budget: 30 })
    const member = await asked({ team_id: "team", max_budget: 8 })
    expect(member).toMatchObject({ kind: "member", team_id: "team", max_budget: 5 })
    expect((await post("/approve", { request_id: member.request_id }, people.team_admin)).body).toMatchObject({
      max_budget: 8,
    })
  })

  it("a declined and a withdrawn one change nothing; each is decided once, also by two at the same moment", async () => {
    const key = await made({ user_id: "dev" })
    const first = await asked({ key, max_budget: 20 })
    expect((await post("/decline", { request_id: first.request_id, note: "no" })).body).toMatchObject({
      status: "declined",
      note: "no",
    })
    const second = await asked({ key, max_budget: 20 })
    expect((await post("/withdraw", { request_id: second.request_id }, dev)).body.status).toBe("withdrawn")
    for (const path of ["/approve", "/decline"])
      expect((await post(path, { request_id: second.request_id })).status).toBe(409)
    expect(await budgetOf(key)).toBe(10)
    const third = await asked({ key, max_budget: 20 })
    const both = await Promise.all(
      [20, 30].map((max_budget) => post("/approve", { request_id: third.request_id, max_budget })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await budgetOf(key)).toBe(both.find(({ status }) => status === 200)?.body.max_budget)
  })

  it("a budget that grew meanwhile is not lowered by an approval, and the request stays open", async () => {
    const key = await made({ user_id: "dev" })
    const { request_id } = await asked({ key, max_budget: 20 })
    await gw.call("POST /key/update", { body: { key, max_budget: 100 } })
    expect((await post("/approve", { request_id })).status).toBe(409)
    expect(await budgetOf(key)).toBe(100)
    expect((await post("/approve", { request_id, max_budget: 150 })).body).toMatchObject({
      status: "approved",
      max_budget: 150,
    })
  })
})

describe("who asks and who decides", () => {
  it("one's own only: another's key, a team one is not in, and unknown ones are refused alike", async () => {
    const strangers = await made({ user_id: "stranger" })
    const answers = await Promise.all(
      [{ key: strangers }, { key: "f".repeat(64) }, { team_id: "other-team" }, { team_id: "nowhere" }].map((body) =>
        post("", { ...body, max_budget: 90 }, dev),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403])
    expect(answers[0]?.body).toEqual(answers[1]?.body)
    expect(
      (await gw.db.sql`select 1 from budget_requests where user_id = 'dev' and requested_nano = 90000000000`).length,
    ).toBe(0)
  })

  it("the admin of the key's team decides, of another team nobody, and the one who asks never", async () => {
    const key = await made({ user_id: "dev", team_id: "team" })
    const { request_id } = await asked({ key, max_budget: 15 })
    expect((await post("/approve", { request_id }, dev)).status).toBe(403)
    expect((await post("/approve", { request_id }, people.internal_user)).status).toBe(403)
    expect((await post("/decline", { request_id }, people.proxy_admin_viewer)).status).toBe(403)
    const other = await newPerson(gw, "other-boss", { teams: [{ team_id: "other-team", user_role: "admin" }] })
    const elsewhere = await callerOf(gw, other.key?.token ?? "")
    expect((await post("/approve", { request_id }, elsewhere)).status).toBe(404)
    const seen = async (caller: Caller) => {
      const { body } = await gw.call("GET /budget/request/list", { caller, query: { status: "pending" } })
      const found = (body.requests as { request_id: string; can_decide: boolean }[]).find(
        (r) => r.request_id === request_id,
      )
      return found?.can_decide ?? null
    }
    expect(await seen(elsewhere)).toBeNull()
    expect(await seen(people.internal_user)).toBeNull()
    expect([await seen(dev), await seen(people.proxy_admin_viewer)]).toEqual([false, false])
    expect([await seen(people.team_admin), await seen(people.org_admin), await seen(people.proxy_admin)]).toEqual([
      true,
      true,
      true,
    ])
    expect((await post("/withdraw", { request_id }, people.team_admin)).status).toBe(403)
    expect((await post("/approve", { request_id }, people.team_admin)).status).toBe(200)
  })

  it("an admin whose key has a budget gives no more than that key has", async () => {
    const key = await made({ user_id: "dev", team_id: "team" })
    const { request_id } = await asked({ key, max_budget: 90 })
    const small = await callerOf(gw, await made({ user_id: "team-admin", max_budget: 50 }))
    expect((await post("/approve", { request_id }, small)).status).toBe(403)
    expect(await budgetOf(key)).toBe(10)
  })

  it("nonsense is refused with the field's name, and nothing is written", async () => {
    const key = await made({ user_id: "dev" })
    const free = (await gw.newKey({ user_id: "dev", max_budget: null })).token
    const unlimited = await gw.db.sql`update keys set max_budget_nano = null where token = ${free}`
    expect(unlimited.count).toBe(1)
    const refused = async (body: Record<string, unknown>, caller = dev) => {
      const { status, body: answer } = await post("", body, caller)
      return [status, answer.error.param]
    }
    expect(await refused({ key, max_budget: 10 })).toEqual([400, "max_budget"])
    expect(await refused({ key, max_budget: 501 })).toEqual([400, "max_budget"])
    expect(await refused({ key, max_budget: -1 })).toEqual([400, "max_budget"])
    expect(await refused({ key: free, max_budget: 20 })).toEqual([400, "key"])
    expect(await refused({ key, team_id: "team", max_budget: 20 })).toEqual([400, "team_id"])
    expect((await post("", { max_budget: 20 })).status).toBe(400)
    await asked({ key, max_budget: 20 })
    expect((await post("", { key, max_budget: 30 }, dev)).status).toBe(409)
    expect((await post("/approve", { request_id: "no-such" })).status).toBe(404)
  })
})
