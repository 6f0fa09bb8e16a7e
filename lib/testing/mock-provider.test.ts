import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { type MockClient, mockClient, user } from "./mock/mock-client"
import { type MockProvider, startMockProvider } from "./mock-provider"

let mock: MockProvider
let client: MockClient
beforeAll(async () => {
  mock = await startMockProvider()
  client = mockClient(mock.url)
})
beforeEach(() => mock.reset())
afterAll(() => mock.close())

describe("what the mock remembers", () => {
  test("served answers are counted with their tokens, by model", async () => {
    for (const model of ["openai/usage-10-2", "openai/usage-10-2", "usage-5-1"])
      await (await client.chat(model, { stream: true })).text()
    await (await client.chat("500")).text()
    await expect.poll(() => mock.stats().refused).toBe(1)
    expect(mock.stats()).toMatchObject({ received: 4, served: 3, promptTokens: 25, completionTokens: 5, aborted: 0 })
    expect(mock.stats().byModel["openai/usage-10-2"]).toMatchObject({
      served: 2,
      promptTokens: 20,
      completionTokens: 4,
    })
  })

  test("a client that leaves mid-stream is aborted, not served, and its socket's close is seen", async () => {
    const left = new AbortController()
    const response = await client.chat("drip-40ms", { stream: true }, { signal: left.signal })
    await response.body?.getReader().read()
    const leftAt = Date.now()
    left.abort()
    await expect.poll(() => mock.stats().aborted).toBe(1)
    expect(mock.stats()).toMatchObject({ served: 0, completionTokens: 0 })
    const closed = mock.stats().sockets.map((socket) => socket.closedAt ?? 0)
    expect(Math.max(...closed)).toBeGreaterThanOrEqual(leftAt - 1)
  })

  test("requests are kept with headers and body, the oldest dropped first", async () => {
    const small = await startMockProvider({ keep: 2, clock: { now: () => 1_700_000_000_000 } })
    for (const model of ["a", "b", "c"]) {
      const body = JSON.stringify({ model, messages: user("Hi"), extra: 1 })
      const headers = { "x-test": "yes" }
      const answer = await (await fetch(`${small.url}/v1/chat/completions`, { method: "POST", body, headers })).json()
      expect(answer.created).toBe(1_700_000_000)
    }
    expect(small.requests().map((r) => [r.id, r.model])).toEqual([
      [2, "b"],
      [3, "c"],
    ])
    const expected = { path: "/v1/chat/completions", receivedAt: 1_700_000_000_000, body: { extra: 1 } }
    expect(small.requests()[1]).toMatchObject({ ...expected, headers: { "x-test": "yes" } })
    expect(small.stats().received).toBe(3)
    await small.close()
    await expect(fetch(small.url)).rejects.toThrow()
  })

  test("large bodies push older ones out, so that a long-lived mock does not grow", async () => {
    for (const letter of ["a", "b", "c"]) {
      await (await client.chat(letter, { messages: user(letter.repeat(7 * 1_024 * 1_024)) })).text()
    }
    expect(mock.requests().map((request) => request.model)).toEqual(["b", "c"])
    expect(mock.stats().received).toBe(3)
  })

  test("a mock that checks its callers refuses keys and models as a provider does", async () => {
    const accepts = { keys: ["sk-good"], exhaustedKeys: ["sk-poor"], models: ["gpt-4.1"] }
    const strict = await startMockProvider({ accepts, statsRoute: true })
    const ask = async (key: string, model: string) => {
      const init = {
        method: "POST",
        headers: { authorization: `Bearer ${key}` },
        body: JSON.stringify({ model, messages: user("Hi") }),
      }
      const response = await fetch(`${strict.url}/v1/chat/completions`, init)
      return [response.status, (await response.json()).error?.code ?? null]
    }
    expect(await ask("sk-good", "gpt-4.1")).toEqual([200, null])
    expect(await ask("sk-bad", "gpt-4.1")).toEqual([401, "invalid_api_key"])
    expect(await ask("sk-poor", "gpt-4.1")).toEqual([429, "insufficient_quota"])
    expect(await ask("sk-good", "nope")).toEqual([404, "model_not_found"])
    await expect.poll(async () => (await (await fetch(`${strict.url}/__mock/stats`)).json()).refused).toBe(3)
    await fetch(`${strict.url}/__mock/reset`, { method: "POST" })
    expect((await (await fetch(`${strict.url}/__mock/stats`)).json()).received).toBe(0)
    await strict.close()
  })
})
