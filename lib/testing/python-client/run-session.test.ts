import { expect, test } from "vitest"
import { startMockProvider } from "../mock-provider"
import { runPythonSession } from "./run-session"

const makeVenvMs = 300_000

test("the official Python client's session holds against a good provider and fails against a bad one", {
  timeout: makeVenvMs,
}, async () => {
  const accepts = { keys: ["sk-good"], exhaustedKeys: ["sk-poor"], models: ["ok", "malformed"] }
  const mock = await startMockProvider({ accepts })
  const session = { baseUrl: `${mock.url}/v1`, apiKey: "sk-good", overBudgetKey: "sk-poor" }
  const good = await runPythonSession({ ...session, model: "ok" })
  expect(good.filter((check) => !check.ok)).toEqual([])
  expect(good.length).toBe(12)
  const bad = await runPythonSession({ ...session, model: "malformed" })
  expect(bad.filter((check) => !check.ok).map((check) => check.name)).toContain("chat_stream")
  await mock.close()
})
