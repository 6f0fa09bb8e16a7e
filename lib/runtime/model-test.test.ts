import { afterAll, beforeAll, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

const SECRET = "stored-secret-0815"

let gw: Harness
beforeAll(async () => {
  gw = await harness({
    yaml: `model_list:\n  - {model_name: fixed, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k}, model_info: {id: fixed-1}}\n`,
  })
})
afterAll(() => gw.close())

const params = (more: Record<string, unknown> = {}) => ({
  model: "openai/ok",
  api_base: `${gw.mock.url}/v1`,
  api_key: SECRET,
  ...more,
})
const ask = (body: Record<string, unknown>) => gw.send("POST", "/health/test_connection", body)

it("a model is tried before it is stored: its answer, its time, its cost, and nothing is kept", async () => {
  const prices = { input_cost_per_token: 0.001, output_cost_per_token: 0.002 }
  const tested = await ask({ litellm_params: params(prices), mode: "chat" })
  expect(tested.json).toMatchObject({
    status: "success",
    result: {},
    ok: true,
    http_status: 200,
    message: "Hello from the mock provider, all is well.",
  })
  expect(tested.json.cost).toBeGreaterThan(0)
  const { json } = await gw.send("GET", "/model/info")
  expect((json.data as { model_name: string }[]).map(({ model_name }) => model_name)).toEqual(["fixed"])
})

it("what the provider refuses is said in its words, what could not be served in the gateway's", async () => {
  const refused = await ask({ litellm_params: params({ model: "openai/429" }) })
  expect(refused.json).toMatchObject({ status: "error", ok: false, http_status: 429 })
  expect(refused.json.result).toEqual({ error: refused.json.message })
  const nowhere = await ask({ litellm_params: { model: "hosted_vllm/x" } })
  expect(nowhere.status).toBe(400)
  expect(nowhere.text).toContain("hosted_vllm needs api_base")
  expect((await ask({ litellm_params: params({ api_key: "os.environ/DATABASE_URL" }) })).status).toBe(400)
  expect((await ask({ litellm_params: params({ api_key: "[redacted]" }) })).status).toBe(400)
  expect((await ask({})).status).toBe(400)
})

it("an embedding model is asked for an embedding; a model of another kind says why it cannot be tried", async () => {
  const vector = await ask({ litellm_params: params({ model: "openai/text-embedding-3-small" }) })
  expect(vector.json).toMatchObject({ ok: true, message: "An embedding came back." })
  const picture = await ask({ litellm_params: params(), mode: "rerank" })
  expect(picture.status).toBe(400)
  expect(picture.text).toContain("of the mode rerank")
})

it("a stored model is tried with its stored key and what would change, blocked or not; its key goes to no other address", async () => {
  const made = await gw.send("POST", "/model/new", {
    model_name: "stored",
    litellm_params: params(),
    model_info: { id: "s-1" },
  })
  expect(made.status).toBe(200)
  await gw.send("POST", "/model/block", { model_id: "s-1" })
  expect((await ask({ model_id: "s-1" })).json).toMatchObject({ ok: true })
  expect(gw.mock.requests().at(-1)?.headers.authorization).toBe(`Bearer ${SECRET}`)
  expect((await ask({ model_id: "s-1", litellm_params: { model: "openai/429" } })).json).toMatchObject({
    http_status: 429,
  })
  const before = gw.mock.requests().length
  const moved = await ask({ model_id: "s-1", litellm_params: { api_base: "http://127.0.0.1:9/v1" } })
  expect(moved.status).toBe(400)
  expect(moved.text).toContain("api_key")
  const fixed = await ask({ model_id: "fixed-1", litellm_params: { model: "openai/other" } })
  expect(fixed.status).toBe(400)
  expect(fixed.text).toContain("config file")
  expect(gw.mock.requests().length).toBe(before)
})
