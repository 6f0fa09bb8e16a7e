import { createServer, type IncomingHttpHeaders, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

type Json = Record<string, unknown>
let upstream: Server
let gw: Harness
let key = ""
let next: { status: number; type: string; body: string; headers?: Record<string, string> }
const asked: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[] = []

const message = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude-x",
  content: [{ type: "text", text: "Hi" }],
}
const usage = { input_tokens: 10, output_tokens: 5 }

beforeAll(async () => {
  upstream = createServer(async (req, res) => {
    let body = ""
    for await (const part of req) body += part
    asked.push({ method: req.method ?? "", url: req.url ?? "", headers: req.headers, body })
    res.writeHead(next.status, { "content-type": next.type, ...next.headers }).end(next.body)
  }).listen(0, "127.0.0.1")
  await new Promise((resolve) => upstream.once("listening", resolve))
  const base = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`
  gw = await harness({
    yaml: `model_list:
  - {model_name: claude, litellm_params: {model: anthropic/claude-x, api_base: "${base}", api_key: provider-secret-a, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
  - {model_name: gpt, litellm_params: {model: openai/gpt-x, api_base: "${base}/v1", api_key: provider-secret-o, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
`,
    env: { MISTRAL_API_KEY: "mistral-secret", MISTRAL_API_BASE: `${base}/v1` },
  })
  key = await gw.key()
})
afterAll(async () => {
  await gw.close()
  upstream.close()
})
beforeEach(() => {
  asked.length = 0
  next = { status: 200, type: "application/json", body: JSON.stringify({ ...message, usage }) }
})

const ask = (
  path: string,
  body: unknown = { model: "claude-x", max_tokens: 9, messages: [{ role: "user", content: "Hi" }] },
  as = key,
) =>
  gw.send("POST", path, body, {
    key: as,
    headers: { "content-type": "application/json", "anthropic-version": "2023-06-01", "x-litellm-tags": "a" },
  })
const error = (sent: { json: Json }) => sent.json.error as Json
async function rowOf(callId: string | undefined): Promise<Json | undefined> {
  await gw.flush()
  return (await gw.db.sql<Json[]>`select * from spend_logs where call_id = ${callId ?? ""}`)[0]
}

describe("a call to a provider's own API", () => {
  it("goes there as it is, with our key and never the client's; its answer comes back as it is, billed and logged", async () => {
    const sent = await ask("/anthropic/v1/messages?beta=true&key=sk-other")
    expect([sent.status, sent.text]).toEqual([200, next.body])
    expect(asked).toMatchObject([
      { method: "POST", url: "/v1/messages?beta=true", headers: { "x-api-key": "provider-secret-a" } },
    ])
    expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({ model: "claude-x", max_tokens: 9 })
    expect(JSON.stringify(asked)).not.toContain(key)
    expect(JSON.stringify(asked)).not.toContain("sk-other")
    expect(await rowOf(sent.headers["x-litellm-call-id"])).toMatchObject({
      call_type: "pass_through_endpoint",
      status: "success",
      prompt_tokens: 10,
      completion_tokens: 5,
      spend_nano: 10 * 1_000 + 5 * 4_000,
    })
    expect(sent.headers["x-litellm-response-cost"]).toBe("0.00003")
  })

  it("streams byte for byte, billed by the events' usage", async () => {
    const events = [
      { type: "message_start", message: { ...message, usage: { input_tokens: 10, output_tokens: 1 } } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hi" } },
      { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 5 } },
      { type: "message_stop" },
    ]
    const body = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("")
    next = { status: 200, type: "text/event-stream", body }
    const sent = await ask("/anthropic/v1/messages", { model: "claude-x", stream: true, messages: [] })
    expect(sent.text).toBe(body)
    const row = await rowOf(sent.headers["x-litellm-call-id"])
    expect(row).toMatchObject({ prompt_tokens: 10, completion_tokens: 5, spend_nano: 30_000, status: "success" })
  })

  it.each([
    ["/openai/v1/threads", "/v1/threads"],
    ["/openai/threads", "/v1/threads"],
    ["/anthropic/v1/messages/batches", "/v1/messages/batches"],
    ["/mistral/v1/ocr", "/v1/ocr"],
  ])("%s is %s there", async (path, url) => {
    await gw.send("PATCH", path, {}, { key })
    expect(asked.map((one) => [one.method, one.url])).toEqual([["PATCH", url]])
  })

  it("takes the key of the provider's environment variable where no model is configured", async () => {
    await gw.send("GET", "/mistral/v1/models", undefined, { key })
    expect(asked[0]?.headers.authorization).toBe("Bearer mistral-secret")
    expect(asked[0]?.body).toBe("")
    const none = await gw.send("GET", "/cohere/v1/models", undefined, { key })
    expect([none.status, error(none).message]).toEqual([404, expect.stringContaining("no key for /cohere")])
  })

  it("gives the provider's refusal in its words, costs nothing, and shows no key", async () => {
    next = {
      status: 429,
      type: "application/json",
      body: '{"type":"error","error":{"message":"slow, provider-secret-a"}}',
      headers: { "retry-after": "7" },
    }
    const sent = await ask("/anthropic/v1/messages")
    expect([sent.status, sent.headers["retry-after"], sent.json.type]).toEqual([429, "7", "error"])
    expect(sent.text).not.toContain("provider-secret")
    expect(await rowOf(sent.headers["x-litellm-call-id"])).toMatchObject({ status: "failure", spend_nano: 0 })
  })
})

describe("who may", () => {
  it("nobody without a key; a key only where its routes, models and budget let it", async () => {
    expect((await gw.send("POST", "/anthropic/v1/messages", {}, { key: null })).status).toBe(401)
    const routes = await gw.key({ allowed_routes: ["/anthropic/v1/messages"] })
    expect((await ask("/anthropic/v1/messages", undefined, routes)).status).toBe(200)
    expect((await ask("/anthropic/v1/files", undefined, routes)).status).toBe(403)
    expect((await ask("/openai/v1/threads", undefined, routes)).status).toBe(403)
    const models = await gw.key({ models: ["claude"] })
    expect((await ask("/anthropic/v1/messages", undefined, models)).status).toBe(200)
    const other = await ask("/anthropic/v1/messages", { model: "claude-dear", messages: [] }, models)
    expect([other.status, error(other).param]).toEqual([403, "model"])
    expect((await ask("/openai/v1/threads", {}, models)).status).toBe(403)
    const poor = await gw.key({ max_budget: 0.00003 })
    await ask("/anthropic/v1/messages", undefined, poor)
    expect((await ask("/anthropic/v1/messages", undefined, poor)).status).toBe(429)
  })

  it("nobody reaches somebody else's response, by path or body", async () => {
    for (const path of [
      "/openai/responses/resp_bob",
      "/openai/v1/responses/resp_bob/x",
      "/openai/v1/%72esponses/resp_bob",
    ]) {
      const sent = await gw.send("GET", path, undefined, { key })
      expect([path, sent.status]).toEqual([path, 404])
    }
    expect((await ask("/openai/v1/threads", { model: "gpt-x", previous_response_id: "resp_bob" })).status).toBe(404)
    expect(asked).toEqual([])
  })
})

describe("the budget of a provider", () => {
  it("counts what is passed on to it, and stops it when it is used up", async () => {
    const base = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`
    const capped = await harness({
      yaml: `model_list:
  - {model_name: claude, litellm_params: {model: anthropic/claude-x, api_base: "${base}", api_key: provider-secret-a, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
router_settings: {provider_budget_config: {anthropic: {budget_limit: 0.00003, time_period: 1mo}}}
`,
    })
    try {
      const body = { model: "claude-x", max_tokens: 5, messages: [{ role: "user", content: "Hi" }] }
      const send = () => capped.send("POST", "/anthropic/v1/messages", body)
      expect((await send()).status).toBe(200)
      const second = await send()
      expect([second.status, second.text]).toEqual([429, expect.stringContaining("budget of the provider anthropic")])
      expect(Number(second.headers["retry-after"])).toBeGreaterThan(1)
      const { providers } = (await capped.send("GET", "/provider/budgets")).json as { providers: Json }
      expect(providers.anthropic).toMatchObject({ budget_limit: 0.00003, spend: 0.00003 })
      expect((await capped.send("GET", "/spend/verify")).json).toMatchObject({ ok: true })
    } finally {
      await capped.close()
    }
  })
})

describe("a path or a body that is not right", () => {
  it.each([
    "/anthropic/../admin",
    "/anthropic/v1/%2e%2e/admin",
    "/anthropic/v1/%252e%252e/admin",
    "/anthropic/v1/..%2fadmin",
    "/anthropic/v1/..%5cadmin",
    "/anthropic/v1/%zz",
    "/anthropic//evil.example/x",
    "/anthropic/v1/a%0d%0ahost:x",
    "/anthropic/",
  ])("%s goes nowhere", async (path) => {
    const sent = await gw.send("POST", path, {}, { key })
    expect([400, 404, 405]).toContain(sent.status)
    expect(asked).toEqual([])
  })

  it("is refused when it says it is JSON and is not", async () => {
    const sent = await ask("/anthropic/v1/messages", "{nonsense")
    expect([sent.status, asked]).toEqual([400, []])
  })

  it("of another content type goes through as it is", async () => {
    const headers = { "content-type": "application/x-ndjson" }
    await gw.send("POST", "/openai/v1/uploads", "a\nb", { key, headers })
    expect(asked).toMatchObject([{ body: "a\nb", headers }])
  })

  it("is not led elsewhere: no redirect is followed and no address is passed back", async () => {
    next = { status: 302, type: "text/plain", body: "x", headers: { location: "http://169.254.169.254/" } }
    const sent = await ask("/anthropic/v1/messages")
    expect(sent.headers).not.toHaveProperty("location")
    expect(asked).toHaveLength(1)
  })
})
