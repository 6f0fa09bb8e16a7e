import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { resources } from "./index"
import { adminHarness, type Harness, MASTER, plainKey } from "./test-harness"

let api: Harness
beforeAll(async () => {
  api = await adminHarness()
})
afterAll(() => api.drop())

const list = async (query: Record<string, string> = {}) => (await api.call("GET /audit", { query })).body
const newest = async () => (await list({ page_size: "1" })).audit_logs[0]

/** Changes of every kind, in an order in which each is possible. */
const CHANGES: readonly (readonly [route: string, body: unknown, action: string, object: string])[] = [
  ["POST /organization/new", { organization_id: "o1", organization_alias: "Org" }, "created", "o1"],
  ["POST /organization/update", { organization_id: "o1", max_budget: 10 }, "updated", "o1"],
  ["POST /team/new", { team_id: "t1", team_alias: "Team" }, "created", "t1"],
  ["POST /team/update", { team_id: "t1", max_budget: 5 }, "updated", "t1"],
  ["POST /user/new", { user_id: "u1", user_email: "u1@example.com", auto_create_key: false }, "created", "u1"],
  ["POST /user/update", { user_id: "u1", max_budget: 3 }, "updated", "u1"],
  ["POST /team/member_add", { team_id: "t1", member: { role: "user", user_id: "u1" } }, "member_add", "t1"],
  ["POST /team/member_update", { team_id: "t1", user_id: "u1", role: "admin" }, "member_update", "t1"],
  [
    "POST /organization/member_add",
    { organization_id: "o1", member: { role: "internal_user", user_id: "u1" } },
    "member_add",
    "o1",
  ],
  ["POST /team/block", { team_id: "t1" }, "blocked", "t1"],
  ["POST /team/unblock", { team_id: "t1" }, "unblocked", "t1"],
  ["POST /customer/new", { user_id: "c1" }, "created", "c1"],
  ["POST /customer/update", { user_id: "c1", max_budget: 2 }, "updated", "c1"],
  ["POST /customer/block", { user_ids: ["c1"] }, "blocked", "c1"],
  ["POST /end_user/unblock", { user_ids: ["c1"] }, "unblocked", "c1"],
  ["POST /tag/new", { name: "g1" }, "created", "g1"],
  ["POST /tag/update", { name: "g1", description: "of the tests" }, "updated", "g1"],
  ["POST /budget/new", { budget_id: "b1", max_budget: 1 }, "created", "b1"],
  ["POST /budget/update", { budget_id: "b1", max_budget: 4 }, "updated", "b1"],
  ["POST /invitation/new", { user_id: "u1" }, "created", "u1"],
  ["POST /budget/delete", { id: "b1" }, "deleted", "b1"],
  ["POST /tag/delete", { name: "g1" }, "deleted", "g1"],
  ["POST /customer/delete", { user_ids: ["c1"] }, "deleted", "c1"],
  ["POST /team/member_delete", { team_id: "t1", user_id: "u1" }, "member_delete", "t1"],
  ["POST /team/delete", { team_ids: ["t1"] }, "deleted", "t1"],
  ["POST /organization/delete", { organization_ids: ["o1"] }, "deleted", "o1"],
  ["POST /user/delete", { user_ids: ["u1"] }, "deleted", "u1"],
]

describe("the audit log", () => {
  it("has exactly one row for every change, saying who, what, before and after", async () => {
    for (const [route, body, action, object] of CHANGES) {
      const { total } = await list()
      const answer = await api.call(route, { body })
      expect([route, answer.status, answer.body.error?.message]).toEqual([route, 200, undefined])
      const row = await newest()
      expect([route, (await list()).total]).toEqual([route, total + 1])
      expect([route, row.object_id]).toEqual([route, object])
      expect(row).toMatchObject({ route, action, changed_by: "master", changed_by_api_key: "master", http_status: 200 })
    }
  })

  it("says of an update what differs, in the API's words and dollars", async () => {
    await api.call("POST /team/new", { body: { team_id: "t2", max_budget: 5 } })
    await api.call("POST /team/update", { body: { team_id: "t2", max_budget: 7.5, models: ["gpt"] } })
    const { changes, table_name } = await newest()
    expect(table_name).toBe("LiteLLM_TeamTable")
    expect(changes).toEqual(
      expect.arrayContaining([
        { object_id: "t2", field: "max_budget", before: 5, after: 7.5 },
        { object_id: "t2", field: "models", before: [], after: ["gpt"] },
      ]),
    )
    expect(changes).toHaveLength(2)
  })

  it("follows a key through its life by its hash, and never holds the key itself", async () => {
    const made = await api.newKey({ key_alias: "mine", metadata: { webhook_secret: "s3cr3t-value" } })
    expect((await newest()).object_id).toBe(made.token)
    await api.call("POST /key/update", { body: { key: made.key, max_budget: 1 } })
    const again = await api.call("POST /key/regenerate", { body: { key: made.key } })
    expect((await newest()).action).toBe("rotated")
    await api.call("POST /key/delete", { body: { key_aliases: ["mine"] } })
    const { audit_logs: rows } = await list({ object_id: made.token })
    expect(rows.map((row: { action: string }) => row.action)).toEqual(["deleted", "rotated", "updated", "created"])
    expect(rows[0].updated_values).toBeNull()
    const all = JSON.stringify((await list({ page_size: "100" })).audit_logs)
    for (const secret of [made.key, again.body.key, "s3cr3t-value"]) expect(all).not.toContain(secret)
  })

  it("has no row for what was refused or only read", async () => {
    const { total } = await list()
    expect((await api.call("POST /team/update", { body: { team_id: "nobody", max_budget: 1 } })).status).not.toBe(200)
    expect((await api.call("POST /team/new", { body: { max_budget: -1 } })).status).toBe(400)
    expect((await api.call("POST /team/new", { body: {}, caller: plainKey("1".repeat(64)) })).status).toBe(403)
    await api.call("POST /budget/info", { body: { budgets: ["b1"] } })
    expect((await list()).total).toBe(total)
  })

  it("is filtered and paged", async () => {
    const {
      audit_logs: rows,
      total,
      total_pages: pages,
    } = await list({ table_name: "LiteLLM_TagTable", page_size: "2" })
    expect([rows.length, total, pages]).toEqual([2, 3, 2])
    expect((await list({ action: "deleted", changed_by: "master" })).total).toBeGreaterThan(4)
    expect((await list({ start_date: "2026-03-11" })).total).toBe(0)
    expect((await list({ end_date: "2026-03-10" })).total).toBeGreaterThan(20)
    const one = await api.call(`GET /audit/${rows[0].id}`)
    expect(one.body).toEqual(rows[0])
    expect((await api.call("GET /audit/999999")).status).toBe(404)
    expect((await api.call("GET /audit/x")).status).toBe(404)
  })

  it("keeps the order of changes made at the same time in one unbroken chain", async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        api.call("POST /tag/new", { body: { name: `at-once-${i}` }, caller: MASTER }),
      ),
    )
    const { body } = await api.call("GET /audit/verify")
    expect(body).toMatchObject({ ok: true, rows: (await list()).total, broken: null, head: (await newest()).hash })
  })

  it("can be neither changed nor emptied, and shows when somebody did it all the same", async () => {
    const { sql } = api.db
    await expect(sql`update audit_log set changed_by = 'somebody else'`).rejects.toThrow("neither changed nor deleted")
    await expect(sql`delete from audit_log`).rejects.toThrow("neither changed nor deleted")
    await expect(sql`truncate audit_log`).rejects.toThrow("neither changed nor deleted")
    await sql`alter table audit_log disable trigger audit_is_final`
    await sql`update audit_log set changed_by = 'somebody else' where id = 3`
    const altered = await api.call("GET /audit/verify")
    expect(altered.body).toMatchObject({ ok: false, broken: { id: 3, why: "its contents are not what was written" } })
    await sql`delete from audit_log where id = 3`
    const missing = await api.call("GET /audit/verify")
    expect(missing.body).toMatchObject({ ok: false, broken: { id: 4, why: "row 3 is missing" } })
  })

  it("is asked of every endpoint that is no GET, unless the endpoint says that it only reads", () => {
    const silent = resources
      .flatMap((resource) => Object.values(resource.endpoints))
      .filter(({ method, changes }) => method !== "GET" && !changes)
    expect(silent.map(({ method, path }) => `${method} ${path}`).sort()).toMatchInlineSnapshot(`
      [
        "POST /budget/info",
        "POST /config/preview",
        "POST /cost/estimate",
        "POST /health/test_connection",
        "POST /organization/info",
        "POST /spend/calculate",
        "POST /spend/logs/replay",
        "POST /tag/info",
        "POST /v2/key/info",
      ]
    `)
  })
})
