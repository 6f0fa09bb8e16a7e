import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

type Json = Record<string, unknown>
let gw: Harness
beforeAll(async () => {
  gw = await harness({
    yaml: `model_list:
  - {model_name: claude, litellm_params: {model: anthropic/ok, api_base: "$MOCK", api_key: secret-a, rpm: 5, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
  - {model_name: claude, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: secret-o, rpm: 7, input_cost_per_token: 0.000002, output_cost_per_token: 0.000003}}
  - {model_name: other, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: secret-o}}
`,
  })
})
afterAll(() => gw.close())
const error = (sent: { json: Json }) => sent.json.error as Json

it("GET /routes lists what is served, to everybody, in LiteLLM's shape", async () => {
  const { json } = await gw.send("GET", "/routes", undefined, { key: null })
  const routes = json.routes as { path: string; methods: string[] }[]
  const methods = (path: string) => routes.find((route) => route.path === path)?.methods
  expect([methods("/v1/chat/completions"), methods("/v1/responses/{response_id}")]).toEqual([
    ["POST"],
    ["DELETE", "GET"],
  ])
  expect([methods("/key/generate"), methods("/health/liveliness"), methods("/anthropic/{endpoint}")?.length]).toEqual([
    ["POST"],
    ["GET"],
    5,
  ])
})

describe("GET /model_group/info", () => {
  it("has each group once, with the dearest price and all limits together", async () => {
    const { json } = await gw.send("GET", "/model_group/info?model_group=claude")
    expect(json.data).toMatchObject([
      {
        model_group: "claude",
        providers: ["anthropic", "openai"],
        input_cost_per_token: 0.000002,
        output_cost_per_token: 0.000004,
        rpm: 12,
        tpm: null,
      },
    ])
  })

  it("shows a key what it may use", async () => {
    const key = await gw.key({ models: ["other"] })
    const { json, text } = await gw.send("GET", "/model_group/info", undefined, { key })
    expect((json.data as Json[]).map(({ model_group: name }) => name)).toEqual(["other"])
    expect(text).not.toContain("secret")
  })
})

describe("GET /utils/supported_openai_params", () => {
  const of = async (query: string) => (await gw.send("GET", `/utils/supported_openai_params${query}`)).json

  it("lists what the model's provider takes", async () => {
    const claude = (await of("?model=claude")).supported_openai_params as string[]
    expect(claude).toContain("tools")
    expect(claude).not.toContain("logit_bias")
    expect((await of("?model=other")).supported_openai_params).toContain("logit_bias")
  })

  it("wants a model that the caller may use", async () => {
    expect(error({ json: await of("") })).toMatchObject({ param: "model", type: "invalid_request_error" })
    expect(error({ json: await of("?model=nowhere") })).toMatchObject({ code: "model_not_found" })
    const key = await gw.key({ models: ["other"] })
    expect((await gw.send("GET", "/utils/supported_openai_params?model=claude", undefined, { key })).status).toBe(403)
  })
})

describe("POST /utils/transform_request", () => {
  const body = { model: "claude", max_tokens: 9, messages: [{ role: "user", content: "Hi" }] }

  it("shows what the provider would be sent, without a secret and without sending it", async () => {
    const sent = await gw.send("POST", "/utils/transform_request", { call_type: "completion", request_body: body })
    expect(sent.json).toMatchObject({
      raw_request_api_base: `${gw.mock.url}/v1/messages`,
      raw_request_body: { model: "ok", max_tokens: 9 },
      raw_request_headers: { "x-api-key": "*****" },
    })
    expect([sent.text.includes("secret-a"), gw.mock.requests()]).toEqual([false, []])
  })

  it.each([
    ["call_type", { call_type: "fun", request_body: body }],
    ["request_body", { call_type: "completion" }],
    ["model", { request_body: { ...body, model: 3 } }],
  ])("refuses a wrong %s by name", async (param, given) => {
    const sent = await gw.send("POST", "/utils/transform_request", given)
    expect([sent.status, error(sent).param]).toEqual([400, param])
  })

  it("is for administrators", async () => {
    const sent = await gw.send("POST", "/utils/transform_request", { request_body: body }, { key: await gw.key() })
    expect(sent.status).toBe(403)
  })
})
