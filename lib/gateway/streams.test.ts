import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { countTokens } from "#lib/catalog/tokens"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
beforeAll(async () => {
  gw = await harness()
})
afterAll(() => gw.close())
beforeEach(() => gw.mock.reset())

const body = (model: string) => ({ model, stream: true, messages: [{ role: "user", content: "Tell me a story" }] })
const doors = [
  ["openai", "/v1/chat/completions", ""],
  ["anthropic provider", "/v1/chat/completions", "anthropic/"],
  ["anthropic client", "/v1/messages", ""],
  ["anthropic on both sides", "/v1/messages", "anthropic/"],
] as const

interface Row {
  status: string
  error_code: string | null
  prompt_tokens: number
  completion_tokens: number
  spend_nano: number
  estimated: boolean
}
async function rowOf(callId: string | undefined): Promise<Row> {
  await gw.flush()
  const rows = await gw.db.sql<Row[]>`select * from spend_logs where call_id = ${callId ?? ""}`
  expect(rows).toHaveLength(1)
  return rows[0] as Row
}

/** Visible text of an SSE answer in either client dialect. */
function textOf(stream: string): string {
  let text = ""
  for (const line of stream.split("\n")) {
    if (!line.startsWith("data: {")) continue
    const data = JSON.parse(line.slice(6))
    text += data.choices?.[0]?.delta?.content ?? data.delta?.text ?? ""
  }
  return text
}

describe.each(doors)("a stream (%s)", (_name, path, prefix) => {
  const maxTokens = path === "/v1/messages" ? { max_tokens: 4000 } : {}

  it.each(["stall-1", "stall-5"])(
    "that falls silent (%s) is cut with an error event and no false end; what was delivered is billed",
    async (model) => {
      const from = performance.now()
      const sent = await gw.send("POST", path, { ...body(prefix + model), ...maxTokens })
      const seconds = (performance.now() - from) / 1000
      expect(seconds).toBeGreaterThan(1.4)
      expect(seconds).toBeLessThan(3.1)
      expect(sent.text).not.toContain("[DONE]")
      expect(sent.text).not.toMatch(/"finish_reason":"stop"|message_stop/)
      expect(sent.text.trimEnd().split("\n").at(-1)).toContain('"error"')
      if (path === "/v1/messages") expect(sent.text).toContain("event: error")
      const row = await rowOf(sent.headers["x-litellm-call-id"])
      expect(row).toMatchObject({ status: "failure", error_code: "upstream_timeout", estimated: true })
      expect(row.completion_tokens).toBe(await countTokens(textOf(sent.text)))
      expect(row.prompt_tokens).toBeGreaterThan(0)
      expect(row.spend_nano).toBeGreaterThan(0)
    },
  )

  it.each(["drop-0", "drop-1", "drop-5", "drop-midstream"])(
    "cut by the provider (%s) never looks complete, and the next one works",
    async (model) => {
      const sent = await gw.send("POST", path, { ...body(prefix + model), ...maxTokens })
      expect(sent.text).not.toContain("[DONE]")
      expect(sent.text).not.toMatch(/"finish_reason":"stop"|message_stop/)
      expect(sent.text).toContain('"error"')
      const next = await gw.send("POST", path, { ...body(`${prefix}ok`), ...maxTokens })
      expect(next.text).toMatch(/\[DONE\]|message_stop/)
    },
  )

  it.each(["malformed", "error-midstream"])("that goes wrong inside (%s) ends with one error event", async (model) => {
    const sent = await gw.send("POST", path, { ...body(prefix + model), ...maxTokens })
    expect(sent.text.split('"error":{').length).toBe(2)
    expect(sent.text).not.toContain("[DONE]")
    expect((await rowOf(sent.headers["x-litellm-call-id"])).status).toBe("failure")
  })

  it.each(["html", "empty", "500"])("that never was one (%s) is a plain error with a true status", async (model) => {
    const sent = await gw.send("POST", path, { ...body(prefix + model), ...maxTokens })
    expect(sent.status).toBeGreaterThanOrEqual(500)
    expect(sent.json.error).toBeTruthy()
  })

  it.each([1, 3, 6])(
    "left by the client after %i parts stops the provider within a second and bills what was delivered",
    async (parts) => {
      const key = await gw.key({ max_budget: 1, max_parallel_requests: 1 })
      const leave = new AbortController()
      const reply = await gw.open(
        "POST",
        path,
        { ...body(`${prefix}drip-20ms`), ...maxTokens },
        { key, signal: leave.signal },
      )
      let text = ""
      let seen = 0
      for await (const part of reply.body as AsyncIterable<string | Uint8Array>) {
        text += Buffer.from(part as string).toString("utf8")
        if (++seen >= parts) break
      }
      leave.abort()
      const from = Date.now()
      await expect.poll(() => gw.mock.requests()[0]?.clientClosedAt, { timeout: 2_000 }).toBeTruthy()
      expect(Date.now() - from).toBeLessThan(1_000)
      const row = await rowOf(reply.headers["x-litellm-call-id"])
      expect(row.status).toBe("client_disconnect")
      const delivered = await countTokens(textOf(text))
      expect(Math.abs(row.completion_tokens - delivered)).toBeLessThanOrEqual(Math.max(1, delivered * 0.02))
      const info = (await gw.send("GET", `/key/info?key=${key}`)).json.info as { spend: number; held: number }
      expect(info.held).toBe(0)
      expect(Math.round(info.spend * 1e9)).toBe(row.spend_nano)
      expect((await gw.send("POST", path, { ...body(`${prefix}ok`), ...maxTokens }, { key })).status).toBe(200)
    },
  )
})

describe("a client that leaves before the first byte", () => {
  it.each([true, false])("stops the provider and leaves one row (stream: %s)", async (stream) => {
    const leave = new AbortController()
    const call = gw.send("POST", "/v1/chat/completions", { ...body("slow-2000ms"), stream }, { signal: leave.signal })
    await expect.poll(() => gw.mock.stats().received).toBe(1)
    leave.abort()
    const sent = await call
    expect(sent.status).toBe(499)
    await expect.poll(() => gw.mock.requests()[0]?.clientClosedAt, { timeout: 1_500 }).toBeTruthy()
    const row = await rowOf(sent.headers["x-litellm-call-id"])
    expect(row).toMatchObject({ status: "client_disconnect", completion_tokens: 0 })
    expect(row.prompt_tokens).toBeGreaterThan(0)
  })
})

describe("with cancel_on_disconnect: false", () => {
  it("the provider is read to its end and the whole answer is billed", async () => {
    const other = await harness({ yaml: "general_settings: {cancel_on_disconnect: false}" })
    const reply = await other.open("POST", "/v1/chat/completions", body("usage-100-20"))
    for await (const _part of reply.body as AsyncIterable<string>) break
    await other.flush()
    const [row] = await other.db.sql<Row[]>`select * from spend_logs`
    expect(row).toMatchObject({ completion_tokens: 20, prompt_tokens: 100 })
    await other.close()
  })
})
