import { afterAll, beforeAll, expect, test } from "vitest"
import { type MockProvider, startMockProvider } from "./mock-provider"
import { runOpenAiSession } from "./node-client"

let mock: MockProvider
beforeAll(async () => {
  mock = await startMockProvider({
    accepts: { keys: ["sk-good"], exhaustedKeys: ["sk-poor"], models: ["ok", "malformed"] },
  })
})
afterAll(() => mock.close())

test("the session of the official client holds against a provider that keeps its promises", async () => {
  const keys = { apiKey: "sk-good", overBudgetKey: "sk-poor" }
  const checks = await runOpenAiSession({ baseUrl: `${mock.url}/v1`, model: "ok", ...keys })
  expect(checks.filter((check) => !check.ok)).toEqual([])
  expect(checks.length).toBe(10)
})

test("the session fails where a provider breaks its promises", async () => {
  const checks = await runOpenAiSession({
    baseUrl: `${mock.url}/v1`,
    model: "malformed",
    apiKey: "sk-good",
    overBudgetKey: "sk-good",
  })
  const broken = checks.filter((check) => !check.ok).map((check) => check.name)
  expect(broken.length).toBe(6)
  expect(broken).toContain("a key over its budget is a RateLimitError")
})
