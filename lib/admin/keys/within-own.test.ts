import { afterAll, beforeAll, expect, test } from "vitest"
import { adminHarness, type Harness } from "../test-harness"
import { callerOf, onePersonOfEach } from "../test-people"

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness()
  await onePersonOfEach(gw)
})
afterAll(() => gw.drop())

test("a key made by a key takes over its budgets by model, by window and in tokens, and gets no more", async () => {
  const own = {
    model_max_budget: { "gpt-5": { max_budget: 2, budget_duration: "1d" } },
    model_rpm_limit: { "gpt-5": 7 },
    budget_limits: [{ budget_duration: "7d", max_budget: 3 }],
    max_token_budget: 1000,
  }
  const { token } = await gw.newKey({
    ...own,
    user_id: "internal_user",
    allowed_routes: ["llm_api_routes", "key_management_routes"],
  })
  const caller = await callerOf(gw, token)
  const made = await gw.call("POST /key/generate", { caller, body: {} })
  expect([made.status, made.body.error]).toEqual([200, undefined])
  expect(made.body).toMatchObject(own)
  const { token: limited } = await gw.newKey({
    user_id: "internal_user",
    metadata: { model_rpm_limit: { "gpt-5": 1 }, note: "" },
  })
  const lift = await gw.call("POST /key/update", { caller, body: { key: limited, metadata: { note: "mine" } } })
  expect([lift.status, lift.body.error?.param]).toEqual([403, "metadata"])
  for (const [field, body] of [
    ["max_token_budget", { max_token_budget: 1001 }],
    ["model_max_budget", { model_max_budget: { "gpt-5": 5 } }],
    ["budget_limits", { budget_limits: [{ budget_duration: "1d", max_budget: 50 }] }],
  ] as const) {
    const refused = await gw.call("POST /key/generate", { caller, body })
    expect([refused.status, refused.body.error?.param]).toEqual([403, field])
  }
})
