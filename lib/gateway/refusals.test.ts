import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
beforeAll(async () => {
  gw = await harness({
    yaml: "general_settings: {max_request_size_mb: 1}",
  })
})
afterAll(() => gw.close())
beforeEach(() => gw.mock.reset())

const ask = (model: string, more: Record<string, unknown> = {}) => ({
  model,
  messages: [{ role: "user", content: "Hello there" }],
  ...more,
})
const chat = (model: string, key?: string, more?: Record<string, unknown>) =>
  gw.send("POST", "/v1/chat/completions", ask(model, more), key === undefined ? {} : { key })
const errorOf = (sent: { json: Record<string, unknown> }) =>
  sent.json.error as { message: string; type: string; code: string; param: string | null }

describe("400", () => {
  it.each([
    ["not JSON", "{", "invalid_request"],
    ["an empty body", "", "invalid_request"],
    ["a list", "[]", "invalid_request"],
    ["no model", '{"messages":[{"role":"user","content":"x"}]}', "invalid_request"],
    ["no messages", '{"model":"ok"}', "invalid_request"],
    [
      "stream that is no boolean",
      '{"model":"ok","stream":"yes","messages":[{"role":"user","content":"x"}]}',
      "invalid_request",
    ],
    ["a body nested too deep", `{"model":"ok","messages":${"[".repeat(3000)}${"]".repeat(3000)}}`, "invalid_request"],
  ])("%s", async (_name, text, code) => {
    const sent = await gw.send("POST", "/v1/chat/completions", text)
    expect(sent.status).toBe(400)
    expect(errorOf(sent)).toMatchObject({ code, type: "invalid_request_error" })
    expect(gw.mock.stats().received).toBe(0)
  })

  it.each([
    "api_base",
    "base_url",
    "baseURL",
    "apiBase",
    "API_BASE",
    "azure_endpoint",
    "aws_bedrock_runtime_endpoint",
    "vertex_api_base",
    "user_config",
    "model_list",
    "api_key",
  ])("a body that chooses where the gateway connects: %s", async (field) => {
    for (const body of [
      { [field]: "http://127.0.0.1:9999" },
      { metadata: { [field]: "x" } },
      { fallbacks: [{ model: "x", deep: { [field]: "x" } }] },
    ]) {
      const sent = await chat("ok", undefined, body)
      expect(sent.status).toBe(400)
      expect(errorOf(sent).message).toContain(field)
    }
    expect(gw.mock.stats().received).toBe(0)
  })

  it("passes the provider's word on a context that is too long", async () => {
    const sent = await chat("context-window")
    expect(sent.status).toBe(400)
    expect(errorOf(sent).code).toBe("context_length_exceeded")
  })
})

describe("401", () => {
  it("no key, an unknown key, a key without sk-, the hash of a key", async () => {
    const hash = String((await gw.send("POST", "/key/generate", {})).json.token)
    const cases: [string | null, string][] = [
      [null, "missing_api_key"],
      ["sk-unknown-unknown", "invalid_api_key"],
      ["nonsense", "invalid_api_key"],
      [hash, "invalid_api_key"],
      [`sk-${hash}`, "invalid_api_key"],
    ]
    for (const [key, code] of cases) {
      const sent = await gw.send("POST", "/v1/chat/completions", ask("ok"), { key })
      expect([sent.status, errorOf(sent).code]).toEqual([401, code])
    }
  })

  it("a key is refused at once when it is blocked, although it was just used, and works again unblocked", async () => {
    const key = await gw.key()
    expect((await chat("ok", key)).status).toBe(200)
    await gw.send("POST", "/key/block", { key })
    expect([(await chat("ok", key)).status, errorOf(await chat("ok", key)).code]).toEqual([401, "blocked_api_key"])
    await gw.send("POST", "/key/unblock", { key })
    expect((await chat("ok", key)).status).toBe(200)
  })

  it("a deleted and an expired key", async () => {
    const deleted = await gw.key()
    await chat("ok", deleted)
    await gw.send("POST", "/key/delete", { keys: [deleted] })
    expect((await chat("ok", deleted)).status).toBe(401)
    const short = await gw.key({ duration: "1h" })
    expect((await chat("ok", short)).status).toBe(200)
    gw.clock.addedMs += 3_600_001
    expect(errorOf(await chat("ok", short)).code).toBe("expired_api_key")
  })

  it("an injected key is only a wrong key", async () => {
    const sent = await gw.send("POST", "/v1/chat/completions", ask("ok"), {
      key: "sk-x' OR (SELECT pg_sleep(8)) IS NOT NULL --",
    })
    expect(sent.status).toBe(401)
  })
})

describe("403", () => {
  it("a model or a route the key was not granted", async () => {
    const key = await gw.key({ models: ["ok"], allowed_routes: ["/v1/chat/completions"] })
    expect(errorOf(await chat("big", key))).toMatchObject({ code: "model_access_denied", param: "model" })
    const sent = await gw.send("GET", "/v1/models", undefined, { key })
    expect([sent.status, errorOf(sent).code]).toEqual([403, "route_access_denied"])
  })

  it("management with a virtual key", async () => {
    const key = await gw.key()
    for (const [method, path] of [
      ["POST", "/key/generate"],
      ["GET", "/key/list"],
      ["POST", "/config/reload"],
      ["GET", "/spend/logs/v2"],
    ]) {
      expect((await gw.send(method ?? "", path ?? "", {}, { key })).status).toBe(403)
    }
  })
})

describe("404 and 405", () => {
  it("a path in any but its literal form is nothing", async () => {
    for (const path of [
      "//key/list",
      "/%2e%2e/key/list",
      "/v1/../key/list",
      "/key/list;x",
      "/KEY/LIST",
      "/key/list/",
      "/key//list",
      "/v1/models/..%2f..%2fkey%2flist",
    ]) {
      expect([path, (await gw.send("GET", path)).status]).toEqual([path, 404])
    }
  })

  it("the wrong method names the right one", async () => {
    const sent = await gw.send("GET", "/v1/chat/completions")
    expect([sent.status, sent.headers.allow]).toEqual([405, "POST"])
  })
})

describe("429", () => {
  it("an exceeded budget, with the figures and without calling the provider", async () => {
    const key = await gw.key({ max_budget: 0.00018, budget_duration: "1d" })
    expect((await chat("usage-100-20", key, { max_tokens: 20 })).status).toBe(200)
    gw.mock.reset()
    const sent = await chat("usage-100-20", key, { max_tokens: 20 })
    expect([sent.status, errorOf(sent).type]).toEqual([429, "budget_exceeded"])
    expect(errorOf(sent).message).toMatch(/spent \$0.00018 of \$0.00018\. It resets at/)
    expect(Number(sent.headers["retry-after"])).toBeGreaterThan(0)
    expect(gw.mock.stats().received).toBe(0)
  })

  it("50 at once with money for 5: five pass", async () => {
    const key = await gw.key({ max_budget: 5 * 0.00018 })
    await chat("usage-100-20", key, { max_tokens: 20 })
    await gw.send("POST", "/key/update", { key, spend: 0 })
    const body = { ...ask("usage-100-20", { max_tokens: 20 }), pad: "x".repeat(250) }
    const sent = await Promise.all(
      Array.from({ length: 50 }, () => gw.send("POST", "/v1/chat/completions", body, { key })),
    )
    expect(sent.filter((s) => s.status === 200).length).toBeLessThanOrEqual(5)
    expect(sent.filter((s) => s.status === 200).length).toBeGreaterThan(0)
    expect(sent.every((s) => s.status === 200 || s.status === 429)).toBe(true)
  })

  it("money comes back when the window turns", async () => {
    const key = await gw.key({ max_budget: 0.00018, budget_duration: "1d" })
    await chat("usage-100-20", key)
    expect((await chat("usage-100-20", key)).status).toBe(429)
    gw.clock.addedMs += 86_400_000
    expect((await chat("usage-100-20", key)).status).toBe(200)
    await gw.flush()
    const info = await gw.send("GET", `/key/info?key=${key}`)
    expect(info.json.info).toMatchObject({ spend: 0.00018, total_spend: 0.00036 })
  })

  it("requests per minute and parallel requests", async () => {
    const key = await gw.key({ rpm_limit: 2 })
    const statuses = [(await chat("ok", key)).status, (await chat("ok", key)).status, (await chat("ok", key)).status]
    expect(statuses).toEqual([200, 200, 429])
    const single = await gw.key({ max_parallel_requests: 1 })
    const two = await Promise.all([chat("slow-200ms", single), chat("slow-200ms", single)])
    expect(two.map((s) => s.status).sort()).toEqual([200, 429])
    expect((await chat("ok", single)).status).toBe(200)
  })

  it("a busy provider, with its own retry-after", async () => {
    const sent = await chat("429")
    expect([sent.status, errorOf(sent).code, Number(sent.headers["retry-after"]) > 0]).toEqual([
      429,
      expect.any(String),
      true,
    ])
  })
})
