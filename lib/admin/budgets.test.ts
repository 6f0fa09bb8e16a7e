import { afterAll, beforeAll, expect, test } from "vitest"
import { adminHarness, type Harness } from "./test-harness"

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness()
})
afterAll(() => gw.drop())

test("the list of budgets says who took each over, by kind, with their names", async () => {
  const post = (path: string, body: Record<string, unknown>) => gw.call(`POST ${path}`, { body })
  await post("/budget/new", { budget_id: "free", max_budget: 1 })
  await post("/budget/new", { budget_id: "unused", rpm_limit: 3 })
  await post("/customer/new", { user_id: "c-2", budget_id: "free" })
  await post("/customer/new", { user_id: "c-1", budget_id: "free" })
  await post("/customer/new", { user_id: "c-3" })
  await post("/tag/new", { name: "trial", budget_id: "free" })
  await post("/organization/new", { organization_id: "o-1", organization_alias: "Guests", budget_id: "free" })
  const { body } = await gw.call("GET /budget/list")
  expect(body.map(({ budget_id, used_by }: Record<string, unknown>) => [budget_id, used_by])).toEqual([
    [
      "free",
      [
        { kind: "customer", count: 2, names: ["c-1", "c-2"] },
        { kind: "organization", count: 1, names: ["Guests"] },
        { kind: "tag", count: 1, names: ["trial"] },
      ],
    ],
    ["unused", []],
  ])
})
