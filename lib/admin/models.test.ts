import { afterAll, beforeAll, expect, test } from "vitest"
import { adminHarness, deployment, type Harness, plainKey } from "./test-harness"

let gw: Harness
let tested: string[] = []
beforeAll(async () => {
  gw = await adminHarness({
    deployments: () => [
      deployment({ id: "d1", modelName: "gpt", info: { base_model: "gpt-5-mini", id: "wrong" } }),
      deployment({ id: "d2", modelName: "claude", provider: "anthropic", model: "claude-opus-5", params: {} }),
      deployment({ id: "d3", modelName: "home", priced: false, inputPerMillionNano: null, outputPerMillionNano: null }),
    ],
    testModel: async (id) => {
      tested.push(id)
      return { ok: false, status: 401, latencyMs: 12.5, message: "The provider refused the key.", costNano: 1_500 }
    },
  })
})
afterAll(() => gw.drop())

test("GET /model/info has LiteLLM's shape, dollars a token", async () => {
  const { body } = await gw.call("GET /model/info")
  expect(body.data.map((model: { model_name: string }) => model.model_name)).toEqual(["gpt", "claude", "home"])
  expect(body.data[0]).toEqual({
    model_name: "gpt",
    litellm_params: { model: "openai/gpt-5-mini", api_base: "https://api.openai.com/v1", api_key: "[redacted]" },
    model_info: {
      base_model: "gpt-5-mini",
      id: "d1",
      mode: "chat",
      litellm_provider: "openai",
      input_cost_per_token: 2.5e-7,
      output_cost_per_token: 2e-6,
      max_input_tokens: 272_000,
      max_output_tokens: 128_000,
      db_model: false,
      priced: true,
    },
  })
  expect(body.data[1].litellm_params).toEqual({ model: "claude-opus-5" })
  expect(body.data[2].model_info).toMatchObject({ priced: false, input_cost_per_token: null })
  expect((await gw.call("GET /v1/model/info")).body).toEqual(body)
  expect((await gw.call("GET /model/info", { query: { litellm_model_id: "d2" } })).body.data).toHaveLength(1)
})

test("a key sees the models it may use, and not how they are reached", async () => {
  const { body } = await gw.call("GET /model/info", { caller: plainKey("t", { models: ["g*", "claude"] }) })
  expect(body.data.map((model: { model_name: string }) => model.model_name)).toEqual(["gpt", "claude"])
  expect(body.data[0].litellm_params).toEqual({ model: "openai/gpt-5-mini" })
  expect(body.data[0].model_info).not.toHaveProperty("base_model")
  expect((await gw.call("GET /model/info", { caller: plainKey("t") })).body.data).toHaveLength(3)
  expect((await gw.call("GET /model/info", { caller: plainKey("t", { models: ["other"] }) })).body.data).toEqual([])
})

test("POST /health/test_connection says what came of a real call; a refusal is an answer", async () => {
  const answer = await gw.call("POST /health/test_connection", { body: { model_id: "d2" } })
  expect(answer.body).toEqual({
    status: "error",
    result: { error: "The provider refused the key." },
    ok: false,
    http_status: 401,
    latency_ms: 12.5,
    message: "The provider refused the key.",
    cost: 0.0000015,
  })
  expect(tested).toEqual(["d2"])
})

test("404 for a deployment that is not there, 400 for an address of the caller's choice (S1)", async () => {
  tested = []
  const missing = await gw.call("POST /health/test_connection", { body: { model_id: "d9" } })
  expect([missing.status, missing.body.error.code]).toEqual([404, "model_not_found"])
  const body = { model_id: "d1", litellm_params: { api_base: "http://169.254.169.254/" } }
  expect((await gw.call("POST /health/test_connection", { body })).status).toBe(400)
  expect(tested).toEqual([])
})

test("GET /v2/model/info gives a page at a time, of what the key may use", async () => {
  const { body } = await gw.call("GET /v2/model/info", { query: { size: "2", page: "2" } })
  expect(body).toMatchObject({ total_count: 3, current_page: 2, total_pages: 2, size: 2 })
  expect(body.data).toHaveLength(1)
  const limited = { caller: plainKey("t", { models: ["claude"] }) }
  expect((await gw.call("GET /v2/model/info", limited)).body.total_count).toBe(1)
  expect((await gw.call("GET /v2/model/info", { query: { search: "CLAU" } })).body.total_count).toBe(1)
  expect((await gw.call("GET /v2/model/info", { query: { size: "0" } })).status).toBe(400)
})
