import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness, MASTER_KEY } from "#lib/testing/harness"

let gw: Harness
beforeAll(async () => {
  gw = await harness({
    yaml: 'general_settings: {max_request_size_mb: 1}\nlitellm_settings: {fallbacks: [{"500": [ok]}]}',
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

interface Row {
  status: string
  http_status: number
  spend_nano: number
  prompt_tokens: number
  completion_tokens: number
  error_code: string | null
  estimated: boolean
  unpriced: boolean
  provider: string
  model: string
}
async function row(callId: string | undefined): Promise<Row> {
  await gw.flush()
  const rows = await gw.db.sql<Row[]>`select * from spend_logs where call_id = ${callId ?? ""}`
  expect(rows).toHaveLength(1)
  return rows[0] as Row
}

describe("200", () => {
  it("answers, bills and logs a chat completion", async () => {
    const key = await gw.key({ max_budget: 1, models: ["usage-100-20"] })
    const sent = await chat("usage-100-20", key)
    expect(sent.status).toBe(200)
    expect(sent.json.object).toBe("chat.completion")
    expect(sent.headers["x-litellm-response-cost"]).toBe("0.00018")
    expect(sent.headers["x-litellm-model-group"]).toBe("usage-100-20")
    const booked = await row(sent.headers["x-litellm-call-id"])
    expect(booked).toMatchObject({
      status: "success",
      spend_nano: 180000,
      prompt_tokens: 100,
      completion_tokens: 20,
      provider: "openai",
    })
    const info = await gw.send("GET", `/key/info?key=${key}`)
    expect((info.json.info as { spend: number }).spend).toBe(0.00018)
  })

  it("streams, hides the usage the client had not asked for, and bills it", async () => {
    const sent = await chat("usage-100-20", undefined, { stream: true })
    expect(sent.status).toBe(200)
    expect(sent.text.endsWith("data: [DONE]\n\n")).toBe(true)
    expect(sent.text).not.toContain('"prompt_tokens"')
    expect(await row(sent.headers["x-litellm-call-id"])).toMatchObject({
      status: "success",
      spend_nano: 180000,
      estimated: false,
    })
    const asked = await chat("usage-100-20", undefined, { stream: true, stream_options: { include_usage: true } })
    expect(asked.text).toContain('"prompt_tokens":100')
  })

  it("translates to Anthropic and back, streaming and not", async () => {
    const whole = await chat("anthropic/usage-100-20")
    expect(whole.json).toMatchObject({
      object: "chat.completion",
      usage: { prompt_tokens: 100, completion_tokens: 20 },
    })
    const stream = await chat("anthropic/usage-100-20", undefined, { stream: true })
    expect(stream.text).toContain("chat.completion.chunk")
    expect(stream.text.endsWith("data: [DONE]\n\n")).toBe(true)
    expect(await row(stream.headers["x-litellm-call-id"])).toMatchObject({ spend_nano: 180000, provider: "anthropic" })
  })

  it("serves Anthropic's clients from an OpenAI provider", async () => {
    const body = { ...ask("usage-100-20"), max_tokens: 50 }
    const whole = await gw.send("POST", "/v1/messages", body)
    expect(whole.json).toMatchObject({
      type: "message",
      role: "assistant",
      usage: { input_tokens: 100, output_tokens: 20 },
    })
    const stream = await gw.send("POST", "/v1/messages", { ...body, stream: true })
    expect(stream.text).toContain("event: message_start")
    expect(stream.text.trimEnd().endsWith('data: {"type":"message_stop"}')).toBe(true)
  })

  it("lists the models a key may use, and its aliases answer", async () => {
    const key = await gw.key({ models: ["free", "ok"], aliases: { fast: "ok" } })
    const list = await gw.send("GET", "/v1/models", undefined, { key })
    expect((list.json.data as { id: string }[]).map((m) => m.id)).toEqual(["fast", "free", "ok"])
    expect((await chat("fast", key)).status).toBe(200)
    expect((await gw.send("GET", "/v1/models/ok", undefined, { key })).json).toMatchObject({ id: "ok" })
  })

  it("answers every alias of the path, and takes the model from it", async () => {
    for (const path of [
      "/chat/completions",
      "/engines/ok/chat/completions",
      "/openai/deployments/ok/chat/completions?api-version=1",
    ]) {
      expect((await gw.send("POST", path, ask("ok"))).status).toBe(200)
    }
  })

  it("takes the key from every header a client uses", async () => {
    const key = await gw.key()
    for (const name of ["x-api-key", "api-key", "x-litellm-api-key", "x-goog-api-key"]) {
      const sent = await gw.send("POST", "/v1/chat/completions", ask("ok"), { key: null, headers: { [name]: key } })
      expect([name, sent.status]).toEqual([name, 200])
    }
  })

  it("flags a model without a price and bills a free one nothing", async () => {
    const key = await gw.key({ max_budget: 0 })
    const sent = await chat("free", key)
    expect([sent.status, sent.headers["x-litellm-response-cost"]]).toEqual([200, "0"])
    expect(await row((await chat("unpriced")).headers["x-litellm-call-id"])).toMatchObject({
      unpriced: true,
      spend_nano: 0,
    })
  })

  it("counts the tokens itself when the provider reports none", async () => {
    const booked = await row((await chat("no-usage")).headers["x-litellm-call-id"])
    expect(booked.estimated).toBe(true)
    expect(booked.completion_tokens).toBeGreaterThan(0)
    expect(booked.spend_nano).toBeGreaterThan(0)
  })

  it("falls back to the next group and says so", async () => {
    const sent = await chat("500")
    expect(sent.status).toBe(200)
    expect(sent.headers["x-litellm-attempted-fallbacks"]).toBe("1")
    expect(sent.headers["x-litellm-model-group"]).toBe("ok")
  })
})

describe("the provider fails", () => {
  it.each([
    ["500", { disable_fallbacks: true }, [500, 502]],
    ["503", {}, [503]],
    ["malformed", {}, [502]],
    ["html", {}, [502]],
    ["empty", {}, [502]],
    ["drop-midstream", {}, [502]],
    ["401", {}, [401, 403, 502]],
  ] as const)("%s: one clear error within a second, booked at no cost", async (model, more, statuses) => {
    const from = performance.now()
    const sent = await chat(model, undefined, { ...more, num_retries: 0 })
    expect(statuses).toContain(sent.status)
    expect(performance.now() - from).toBeLessThan(1_000)
    expect(errorOf(sent).message.length).toBeGreaterThan(10)
    expect(sent.text).not.toMatch(/mock-secret|127\.0\.0\.1|at \/|node_modules/)
    expect(await row(sent.headers["x-litellm-call-id"])).toMatchObject({ status: "failure", spend_nano: 0 })
  })

  it("a provider that hangs is given up after its timeout", async () => {
    const sent = await chat("hang")
    expect([sent.status, errorOf(sent).code]).toEqual([408, "upstream_timeout"])
  })

  it("retries a busy provider and bills once", async () => {
    const sent = await chat("429-then-ok", undefined, { num_retries: 1 })
    expect([sent.status, sent.headers["x-litellm-attempted-retries"]]).toEqual([200, "1"])
    expect((await row(sent.headers["x-litellm-call-id"])).status).toBe("success")
  })

  it("never tells the master key, nor stores it", async () => {
    const tables = await gw.db
      .sql`select coalesce(string_agg(k::text, ''), '') || (select coalesce(string_agg(s::text, ''), '') from spend_logs s) as all from keys k`
    expect(String(tables[0]?.all)).not.toContain(MASTER_KEY)
  })
})
