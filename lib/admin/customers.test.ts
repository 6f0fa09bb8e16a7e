import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { adminHarness, type Harness, plainKey } from "./test-harness"

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness()
})
afterAll(() => gw.drop())

const post = (path: string, body: unknown) => gw.call(`POST ${path}`, { body })

describe.each(["/customer", "/end_user"])("%s", (prefix) => {
  const id = (name: string) => `${prefix} ${name}`

  test("makes, shows, changes, blocks and deletes customers", async () => {
    const made = await post(`${prefix}/new`, { user_id: id("a"), alias: "A", max_budget: 3, spend: 1, rpm_limit: 4 })
    expect(made.body).toMatchObject({ user_id: id("a"), alias: "A", max_budget: 3, spend: 1, rpm_limit: 4 })
    expect((await post(`${prefix}/new`, { user_id: id("a") })).status).toBe(400)
    const changed = await post(`${prefix}/update`, { user_id: id("a"), max_budget: null, spend: 2 })
    expect(changed.body).toMatchObject({ max_budget: null, spend: 2, rpm_limit: 4 })
    const blocked = await post(`${prefix}/block`, { user_ids: [id("a"), id("new")] })
    expect(blocked.body.blocked_users).toMatchObject([{ blocked: true }, { user_id: id("new"), blocked: true }])
    const unblocked = await post(`${prefix}/unblock`, { user_ids: [id("a")] })
    expect(unblocked.body.unblocked_users).toMatchObject([{ blocked: false }])
    const info = await gw.call(`GET ${prefix}/info`, { query: { end_user_id: id("a") } })
    expect(info.body).toMatchObject({ user_id: id("a"), blocked: false })
    const list = await gw.call(`GET ${prefix}/list`, { query: { search: id("") } })
    expect(list.body.map((one: { user_id: string }) => one.user_id).sort()).toEqual([id("a"), id("new")])
    expect((await post(`${prefix}/delete`, { user_ids: [id("a"), id("none")] })).status).toBe(404)
    expect((await post(`${prefix}/delete`, { user_ids: [id("a")] })).body).toEqual({ deleted_customers: 1 })
  })
})

describe("tags", () => {
  test("are made with limits, shown by name, changed and deleted", async () => {
    const made = await post("/tag/new", { name: "nightly", description: "Jobs at night", max_budget: 2 })
    expect(made.body).toMatchObject({ name: "nightly", description: "Jobs at night", max_budget: 2, spend: 0 })
    const changed = await post("/tag/update", { name: "nightly", description: null })
    expect(changed.body).toMatchObject({ description: null, max_budget: 2 })
    expect((await post("/tag/info", { names: ["nightly", "none"] })).body).toMatchObject({ nightly: { max_budget: 2 } })
    expect((await gw.call("GET /tag/list")).body).toMatchObject([{ name: "nightly" }])
    expect((await gw.call("GET /tag/list", { query: { page: "2", page_size: "1" } })).body).toEqual([])
    expect((await gw.call("GET /tag/list", { query: { search: "night" } })).body).toHaveLength(1)
    expect((await post("/tag/delete", { name: "nightly" })).body).toEqual({ message: "Tag nightly deleted" })
    expect((await gw.call("GET /tag/list")).body).toEqual([])
  })
})

describe("shared budgets", () => {
  test("are taken over by customers and tags, and refused beside limits of their own", async () => {
    const made = await post("/budget/new", { budget_id: "free", max_budget: 1, budget_duration: "1d", rpm_limit: 2 })
    expect(made.body).toMatchObject({ budget_id: "free", max_budget: 1, budget_duration: "1d", rpm_limit: 2 })
    const customer = await post("/customer/new", { user_id: "c", budget_id: "free" })
    expect(customer.body).toMatchObject({ budget_id: "free", max_budget: 1, budget_duration: "1d", rpm_limit: 2 })
    const both = await post("/customer/new", { user_id: "d", budget_id: "free", max_budget: 3 })
    expect([both.status, both.body.error.param]).toEqual([400, "budget_id"])
    const none = await post("/tag/new", { name: "t", budget_id: "none" })
    expect([none.status, none.body.error.param]).toEqual([400, "budget_id"])
    expect((await gw.call("GET /tag/list")).body).toEqual([])
  })

  test("are listed, changed and deleted; a taken id is a conflict", async () => {
    expect((await post("/budget/new", { budget_id: "free" })).status).toBe(400)
    expect((await post("/budget/update", { budget_id: "free", max_budget: 7 })).body).toMatchObject({
      max_budget: 7,
      rpm_limit: 2,
    })
    expect((await post("/budget/info", { budgets: ["free", "none"] })).body).toMatchObject([{ budget_id: "free" }])
    expect((await post("/budget/delete", { id: "free" })).body).toMatchObject({ budget_id: "free" })
    expect((await post("/budget/delete", { id: "free" })).status).toBe(404)
    expect((await gw.call("GET /budget/list")).body).toEqual([])
  })

  test("403: plain keys may make none of these", async () => {
    for (const path of ["/customer/new", "/tag/new", "/budget/new"])
      expect((await gw.call(`POST ${path}`, { body: {}, caller: plainKey("t") })).status, path).toBe(403)
  })
})
