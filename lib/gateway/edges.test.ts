import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { redact } from "#lib/core/log"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
beforeAll(async () => {
  gw = await harness()
})
afterAll(() => gw.close())

const DAY = 86_400_000
const ask = (model: string, more = {}) => ({ model, messages: [{ role: "user", content: "hi" }], ...more })
const chat = (model: string, key?: string, more = {}) =>
  gw.send("POST", "/v1/chat/completions", ask(model, more), key === undefined ? {} : { key })

describe("a budget whose window has rolled since the key was made", () => {
  it("takes an admin's reset, and counts what comes after it", async () => {
    const key = await gw.key({ max_budget: 0.0001, budget_duration: "1d" })
    gw.clock.addedMs += 2 * DAY
    expect((await chat("usage-200-10", key)).status).toBe(200)
    expect((await chat("usage-200-10", key)).status).toBe(429)
    await gw.send("POST", "/key/update", { key, spend: 0 })
    expect((await chat("usage-200-10", key)).status).toBe(200)
    await gw.flush()
    const info = (await gw.send("GET", `/key/info?key=${key}`)).json.info as { spend: number; total_spend: number }
    expect([info.spend, info.total_spend]).toEqual([0.00024, 0.00048])
    const [row] = await gw.db
      .sql`select spend_nano from keys where token = ${String((await gw.send("GET", `/key/info?key=${key}`)).json.key)}`
    expect(row?.spend_nano).toBe(240_000)
  })

  it("refuses when an admin sets the spend above it", async () => {
    const key = await gw.key({ max_budget: 1, budget_duration: "1d" })
    gw.clock.addedMs += 2 * DAY
    await gw.send("POST", "/key/update", { key, spend: 5 })
    expect((await chat("ok", key)).status).toBe(429)
  })
})

describe("limits", () => {
  it("rpm counts a request in the minute it began in", async () => {
    const key = await gw.key({ rpm_limit: 1 })
    gw.mock.reset()
    const slow = chat("slow-500ms", key)
    await expect.poll(() => gw.mock.stats().received, { interval: 5 }).toBeGreaterThan(0)
    await new Promise((resolve) => setImmediate(resolve))
    gw.clock.addedMs += 61_000
    expect((await chat("ok", key)).status).toBe(200)
    await slow
  })

  it("absurd token limits and answer counts disable no key", async () => {
    const key = await gw.key({})
    await gw.send("POST", "/v1/messages", ask("ok", { max_tokens: 9_000_000, n: 1e308 }), { key })
    const two = await Promise.all([
      chat("slow-200ms", key, { max_tokens: 9e12 }),
      chat("slow-200ms", key, { max_tokens: 9e12 }),
    ])
    expect(two.map((s) => s.status)).toEqual([200, 200])
    expect((await chat("ok", key)).status).toBe(200)
    expect((await chat("ok", key, { n: 1e308 })).status).toBe(400)
  })

  it("an alias of a path in allowed_routes opens that endpoint", async () => {
    const key = await gw.key({ allowed_routes: ["/chat/completions"] })
    expect((await gw.send("POST", "/chat/completions", ask("ok"), { key })).status).toBe(200)
  })
})

describe("names", () => {
  it("a model may be called like a member of every object, or in any script", async () => {
    for (const model of ["constructor", "toString", "__proto__", "模型", "modèle 🚀"]) {
      const sent = await chat(model)
      expect([model, sent.status]).toEqual([model, 200])
      expect(sent.headers["x-litellm-model-group"]).toMatch(/^[\x20-\x7e]+$/)
    }
  })

  it("a masked key in a message stays readable", () => {
    expect(redact("The key sk-...ab12 is blocked")).toBe("The key sk-...ab12 is blocked")
    expect(redact("key sk-abcdef123456")).not.toContain("abcdef")
  })
})

/** A provider that answers with these pieces, and keeps the connection open unless told to end it. */
async function provider(pieces: readonly string[], end: boolean) {
  const server = createServer((_req, res) => {
    res.writeHead(200, { "content-type": pieces[0]?.startsWith("{") ? "application/json" : "text/event-stream" })
    for (const piece of pieces) res.write(piece)
    if (end) res.end()
  }).listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const yaml = `model_list:\n  - {model_name: m, litellm_params: {model: openai/m, api_base: "http://127.0.0.1:${(server.address() as AddressInfo).port}/v1", api_key: k, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004, stream_timeout: 3, num_retries: 0}}`
  const other = await harness({ yaml })
  return {
    other,
    async close() {
      server.closeAllConnections()
      server.close()
      await other.close()
    },
  }
}

const chunk = (delta: object, more = {}) =>
  `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, delta, finish_reason: null }], ...more })}\n\n`
const finish = `data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5000,"total_tokens":5010}}\n\n`

describe("a stream that has said its last word", () => {
  it("is complete although the provider keeps the connection open", async () => {
    const { other, close } = await provider([chunk({ content: "hi" }), finish, "data: [DONE]\n\n"], false)
    const from = performance.now()
    const sent = await other.send("POST", "/v1/chat/completions", ask("m", { stream: true }))
    expect(performance.now() - from).toBeLessThan(1_000)
    expect(sent.text.endsWith("data: [DONE]\n\n")).toBe(true)
    await other.flush()
    const [row] = await other.db.sql`select status, completion_tokens, spend_nano from spend_logs`
    expect(row).toEqual({ status: "success", completion_tokens: 5000, spend_nano: 20_010_000 })
    await close()
  })

  it("bills the reported usage to a client that hangs up early", async () => {
    const { other, close } = await provider([chunk({ content: "hi" }), finish], false)
    const reply = await other.open("POST", "/v1/chat/completions", ask("m", { stream: true }))
    for await (const _part of reply.body as AsyncIterable<string>) break
    await other.flush()
    const [row] = await other.db.sql`select status, completion_tokens from spend_logs`
    expect(row).toEqual({ status: "client_disconnect", completion_tokens: 5000 })
    await close()
  })
})

describe("a provider's odd words", () => {
  it("a comment is no answer yet: what fails behind it is an error with a true status", async () => {
    const { other, close } = await provider([": PROCESSING\n\n"], true)
    const sent = await other.send("POST", "/v1/chat/completions", ask("m", { stream: true }))
    expect(sent.status).toBe(502)
    await close()
  })

  it("token counts that are no whole numbers are booked rounded", async () => {
    const answer = {
      id: "x",
      object: "chat.completion",
      created: 1,
      model: "m",
      choices: [{ index: 0, message: { role: "assistant", content: "a" }, finish_reason: "stop" }],
      usage: { prompt_tokens: 10.5, completion_tokens: 1e20, total_tokens: 1 },
    }
    const { other, close } = await provider([JSON.stringify(answer)], true)
    expect((await other.send("POST", "/v1/chat/completions", ask("m"))).status).toBe(200)
    await other.flush()
    const [row] = await other.db.sql`select prompt_tokens, completion_tokens from spend_logs`
    expect(row).toEqual({ prompt_tokens: 11, completion_tokens: 1e12 })
    await close()
  })
})
