import { request as httpRequest } from "node:http"
import { gunzipSync } from "node:zlib"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { SseDecoder } from "#lib/core/sse"
import { type MockProvider, startMockProvider } from "../mock-provider"
import { contentOf, eventsOf, type MockClient, mockClient, user } from "./mock-client"

let mock: MockProvider
let client: MockClient
beforeAll(async () => {
  mock = await startMockProvider()
  client = mockClient(mock.url)
})
beforeEach(() => mock.reset())
afterAll(() => mock.close())

/** Reads until the stream ends or breaks. */
async function readBroken(response: Response): Promise<{ text: string; broken: boolean }> {
  const decoder = new TextDecoder()
  let text = ""
  try {
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true })
    return { text, broken: false }
  } catch {
    return { text, broken: true }
  }
}

describe("behaviours by model name", () => {
  test.each([
    ["401", 401, "invalid_api_key"],
    ["429", 429, "rate_limit_exceeded"],
    ["500", 500, null],
    ["503", 503, "service_unavailable"],
    ["529", 529, null],
    ["openai/context-window", 400, "context_length_exceeded"],
  ])("%s answers %i", async (model, status, code) => {
    const response = await client.chat(model)
    expect(response.status).toBe(status)
    expect((await response.json()).error.code).toBe(code)
    expect(response.headers.get("retry-after")).toBe(status === 429 ? "1" : null)
  })

  test("429-then-ok refuses the first call of each key, once", async () => {
    const statuses: number[] = []
    for (const key of ["a", "a", "b", "a", "b"])
      statuses.push((await client.chat("mock/429-then-ok", {}, { key })).status)
    expect(statuses).toEqual([429, 200, 429, 200, 200])
    mock.reset()
    expect((await client.chat("mock/429-then-ok", {}, { key: "a" })).status).toBe(429)
  })

  test("slow-<n>ms waits before the first byte, drip-<n>ms between chunks", async () => {
    await (await client.chat("openai/slow-120ms")).text()
    await (await client.chat("drip-20ms", { stream: true })).text()
    const [slow, drip] = mock.requests()
    expect((slow?.firstByteAt ?? 0) - (slow?.receivedAt ?? 0)).toBeGreaterThanOrEqual(118)
    expect((drip?.firstByteAt ?? 0) - (drip?.receivedAt ?? 0)).toBeLessThan(100)
    expect((drip?.endedAt ?? 0) - (drip?.firstByteAt ?? 0)).toBeGreaterThanOrEqual(7 * 19)
  })

  test("hang never answers; the record says when the client left", async () => {
    const started = Date.now()
    await expect(client.chat("hang", {}, { signal: AbortSignal.timeout(100) })).rejects.toThrow()
    await expect.poll(() => mock.stats().aborted).toBe(1)
    const [hung] = mock.requests()
    expect(hung).toMatchObject({ model: "hang", outcome: "aborted" })
    expect(hung?.firstByteAt).toBeUndefined()
    expect((hung?.clientClosedAt ?? 0) - started).toBeLessThan(1_000)
  })

  test("stall-<k> falls silent after k chunks, on either wire", async () => {
    for (const wire of ["chat", "messages"] as const) {
      const response = await client[wire]("stall-2", { stream: true })
      const reader = response.body?.getReader()
      let text = ""
      while (!text.includes(" from")) text += new TextDecoder().decode((await reader?.read())?.value)
      const next = await Promise.race([reader?.read(), new Promise((done) => setTimeout(done, 80, "silence"))])
      expect(next).toBe("silence")
      expect(text).not.toContain(" the")
      await reader?.cancel()
    }
    await expect.poll(() => mock.stats().aborted).toBe(2)
  })

  test("drop-<k> ends the connection after k chunks without the end of the stream", async () => {
    const { text, broken } = await readBroken(await client.chat("drop-3", { stream: true }))
    expect(broken).toBe(true)
    expect(contentOf(new SseDecoder().push(Buffer.from(text)))).toBe("Hello from the")
    const half = await readBroken(await client.chat("drop-midstream"))
    expect(half.broken).toBe(true)
    expect(half.text.length).toBeGreaterThan(10)
    await expect.poll(() => mock.stats().broken).toBe(2)
  })

  test("malformed, html, empty and error-midstream are broken in their own ways, and counted as such", async () => {
    const whole = await (await client.chat("malformed")).text()
    expect(() => JSON.parse(whole)).toThrow()
    const streamed = (await eventsOf(await client.chat("malformed", { stream: true }))).filter(
      (e) => e.data !== "[DONE]",
    )
    const bad = streamed.filter((e) => !isJson(e.data))
    expect([bad.length, streamed.length]).toEqual([1, 10])
    const html = await client.chat("html", { stream: true })
    expect([html.status, html.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"])
    expect(await (await client.chat("empty")).text()).toBe("")
    await html.text()
    const cut = await eventsOf(await client.chat("error-midstream", { stream: true }))
    expect(JSON.parse(cut.at(-1)?.data ?? "")).toHaveProperty("error.message")
    expect(contentOf(cut.slice(0, -1))).toBe("Hello from the mock")
    await expect.poll(() => mock.stats()).toMatchObject({ broken: 5, served: 0 })
  })

  test("usage is left out, exact, or that of a long answer", async () => {
    const [none, exact, big] = await Promise.all(
      ["no-usage", "openai/usage-1234-567", "big"].map(
        async (model) => (await (await client.chat(model)).json()).usage,
      ),
    )
    expect(none).toBeUndefined()
    expect(exact).toMatchObject({ prompt_tokens: 1234, completion_tokens: 567, total_tokens: 1801 })
    expect(big.completion_tokens).toBe(2_000)
    const anthropic = await (await client.messages("no-usage", { stream: true })).text()
    expect(anthropic).not.toContain('"usage"')
  })

  test("gzip compresses although nobody asked, streams event by event", async () => {
    const raw = await new Promise<{ encoding: string | undefined; bytes: Buffer }>((resolve, reject) => {
      const request = httpRequest(`${mock.url}/v1/chat/completions`, { method: "POST" }, (response) => {
        const chunks: Buffer[] = []
        response.on("data", (chunk) => chunks.push(chunk))
        response.on("end", () =>
          resolve({ encoding: response.headers["content-encoding"], bytes: Buffer.concat(chunks) }),
        )
      })
      request.on("error", reject)
      request.end(JSON.stringify({ model: "gzip", messages: user("Hi") }))
    })
    expect(raw.encoding).toBe("gzip")
    expect(JSON.parse(gunzipSync(raw.bytes).toString()).object).toBe("chat.completion")
    expect(contentOf(await eventsOf(await client.chat("gzip", { stream: true })))).toContain("Hello from")
  })

  test("the demo model says what it is, echoes the last message and streams about 20 chunks", async () => {
    const ask = { messages: [...user("first"), { role: "assistant", content: "…" }, ...user("Where is the bill?")] }
    const whole = await (await client.chat("openai/demo", ask)).json()
    expect(whole.choices[0].message.content).toMatch(/Tollgate's demo model.*“Where is the bill\?”/)
    const all = await eventsOf(await client.chat("demo", { ...ask, stream: true }))
    expect(contentOf(all)).toBe(whole.choices[0].message.content)
    expect(all.length).toBeGreaterThanOrEqual(15)
    expect(all.length).toBeLessThanOrEqual(24)
  })

  test("same-id repeats its id, every other model gives a new one", async () => {
    const ids = async (model: string) => [
      (await (await client.chat(model)).json()).id,
      (await (await client.chat(model)).json()).id,
    ]
    expect(new Set(await ids("same-id")).size).toBe(1)
    expect(new Set(await ids("ok")).size).toBe(2)
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
