import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"
import type { ChatChunk } from "#lib/wire/chat"
import { closeConnections } from "./close-connections"
import { completion } from "./completion"
import {
  APIConnectionError,
  APIError,
  AuthenticationError,
  BadRequestError,
  ContextWindowExceededError,
  InternalServerError,
  RateLimitError,
  ServiceUnavailableError,
  Timeout,
  UnsupportedParamsError,
} from "./exceptions"
import type { CompletionOptions } from "./options"
import { type CallbackFacts, failureCallback, successCallback } from "./settings"

let mock: MockProvider
const hello = [{ role: "user", content: "Hello" }]
const said = "Hello from the mock provider, all is well."

beforeAll(async () => {
  mock = await startMockProvider()
})
beforeEach(() => mock.reset())
afterEach(() => {
  successCallback.length = 0
  failureCallback.length = 0
})
afterAll(async () => {
  await closeConnections()
  await mock.close()
})

const at = (model: string, more: Partial<CompletionOptions> = {}): CompletionOptions & { stream?: false } =>
  ({ model, messages: hello, api_base: `${mock.url}/v1`, api_key: "sk-test-key", num_retries: 0, ...more }) as never
const claude = (more: Partial<CompletionOptions> = {}) =>
  at("anthropic/ok", { api_base: mock.url, max_tokens: 50, ...more })
const caught = (call: Promise<unknown>): Promise<APIError> =>
  call.then(
    () => Promise.reject(new Error("nothing was thrown")),
    (e: APIError) => e,
  )

async function all(options: CompletionOptions): Promise<ChatChunk[]> {
  const chunks: ChatChunk[] = []
  for await (const chunk of await completion({ ...options, stream: true })) chunks.push(chunk)
  return chunks
}
const textOf = (chunks: ChatChunk[]) => chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("")

describe("completion", () => {
  it.each([
    ["openai", () => at("openai/ok")],
    ["anthropic", claude],
  ] as const)("answers in OpenAI's shape, whoever is asked: %s", async (provider, options) => {
    const response = await completion(options())
    expect(response.object).toBe("chat.completion")
    expect(response.choices[0]?.message.content).toBe(said)
    expect(response.choices[0]?.finish_reason).toBe("stop")
    expect(response.usage?.total_tokens).toBeGreaterThan(5)
    expect(response._hidden_params.custom_llm_provider).toBe(provider)
  })

  it.each([
    ["openai", () => at("openai/ok")],
    ["anthropic", claude],
  ] as const)("streams OpenAI's chunks, whoever is asked: %s", async (_provider, options) => {
    const chunks = await all(options())
    expect(textOf(chunks)).toBe(said)
    expect(chunks.every((chunk) => chunk.object === "chat.completion.chunk" && chunk.choices.length > 0)).toBe(true)
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe("stop")
  })

  it("gives the usage chunk to who asks for it, and the usage on the stream to everyone", async () => {
    const options = at("openai/usage-100-50", { stream_options: { include_usage: true } })
    expect((await all(options)).at(-1)?.usage?.total_tokens).toBe(150)
    const stream = await completion({ ...at("openai/usage-100-50"), stream: true })
    for await (const _ of stream);
    expect(stream.usage?.total_tokens).toBe(150)
  })

  it("knows its price, out of sight of JSON", async () => {
    const prices = { input_cost_per_token: 0.000001, output_cost_per_token: 0.000004 }
    const response = await completion(at("openai/usage-100-50", prices))
    expect(response._hidden_params.response_cost).toBeCloseTo(0.0003, 10)
    expect(response._response_ms).toBeGreaterThanOrEqual(0)
    expect(JSON.stringify(response)).not.toContain("_hidden_params")
    expect((await completion(at("openai/usage-100-50")))._hidden_params.response_cost).toBeNull()
  })

  it("counts the tokens itself when the provider reports none", async () => {
    const response = await completion(at("openai/no-usage"))
    expect(response.usage?.completion_tokens).toBeGreaterThan(5)
  })

  it("sends unknown options to the provider, and none that are for the SDK", async () => {
    await completion(
      at("openai/ok", { top_k: 7, extra_body: { mode: "x" }, metadata: { a: 1 }, timeout: 5, user: "me" }),
    )
    const [request] = mock.requests()
    expect(request?.body).toEqual({ model: "ok", messages: hello, top_k: 7, mode: "x", user: "me" })
  })

  it("sends extra headers", async () => {
    await completion(at("openai/ok", { extra_headers: { "X-Mine": "yes" } }))
    expect(mock.requests()[0]?.headers["x-mine"]).toBe("yes")
  })

  it("calls tools", async () => {
    const tools = [
      { type: "function", function: { name: "get_weather", parameters: { type: "object", properties: {} } } },
    ]
    const response = await completion(claude({ tools, tool_choice: "required" }))
    expect(response.choices[0]?.message.tool_calls?.[0]?.function.name).toBe("get_weather")
    expect(response.choices[0]?.finish_reason).toBe("tool_calls")
  })

  it("ends when its signal fires, with the signal's reason", async () => {
    const control = new AbortController()
    const call = completion(at("openai/hang", { signal: control.signal }))
    const reason = new Error("enough")
    setTimeout(() => control.abort(reason), 20)
    await expect(call).rejects.toBe(reason)
  })

  it("stops the provider when the caller leaves the loop", async () => {
    const stream = await completion({ ...at("openai/stall-3"), stream: true })
    for await (const _ of stream) break
    await expect.poll(() => mock.requests().at(-1)?.outcome).toBe("aborted")
    expect(() => stream[Symbol.asyncIterator]()).toThrow(/once/)
  })
})

describe("exceptions", () => {
  it.each([
    ["401", AuthenticationError, 401],
    ["429", RateLimitError, 429],
    ["500", InternalServerError, 500],
    ["503", ServiceUnavailableError, 503],
    ["context-window", ContextWindowExceededError, 400],
    ["html", InternalServerError, 500],
  ] as const)("a provider that answers %s throws its class", async (model, Class, status) => {
    const e = await caught(completion(at(`openai/${model}`)))
    expect(e).toBeInstanceOf(Class)
    expect(e).toBeInstanceOf(APIError)
    expect(e.name).toBe(Class.name)
    expect([e.status_code, e.llm_provider, e.model]).toEqual([status, "openai", `openai/${model}`])
    expect(e.message).not.toMatch(/gateway|deployment/i)
  })

  it("a prompt that is too long is a bad request too", async () => {
    expect(await caught(completion(at("openai/context-window")))).toBeInstanceOf(BadRequestError)
  })

  it("silence is a Timeout after as many seconds as were given", async () => {
    expect(await caught(completion(at("openai/hang", { timeout: 0.05 })))).toBeInstanceOf(Timeout)
  })

  it("nobody there is an APIConnectionError", async () => {
    const e = await caught(completion(at("openai/ok", { api_base: "http://127.0.0.1:9" })))
    expect(e).toBeInstanceOf(APIConnectionError)
    expect(e.status_code).toBe(500)
  })

  it("a missing key names the variable to set", async () => {
    const e = await caught(completion({ model: "groq/x", messages: hello }))
    expect(e).toBeInstanceOf(AuthenticationError)
    expect(e.message).toContain("GROQ_API_KEY")
  })

  it("a login that was never sent says what to set, and why it could not be read", async () => {
    const key = { client_email: "a@b.c", private_key: "x", token_uri: "https://oauth2.googleapis.com/token" }
    const vertex_credentials = JSON.stringify({ type: "service_account", ...key })
    const project = { vertex_project: "p", vertex_location: "us-central1", vertex_credentials }
    const e = await caught(completion({ model: "vertex_ai/gemini-2.5-flash", messages: hello, ...project }))
    expect(e).toBeInstanceOf(AuthenticationError)
    expect(e.message).toMatch(/credentials of vertex_ai could not be read\. .*private_key/)
  })

  it("a provider that cannot be reached is named by its address, without the path", async () => {
    const e = await caught(completion(at("openai/ok", { api_base: "http://127.0.0.1:1/secret/v1" })))
    expect(e).toBeInstanceOf(APIConnectionError)
    expect(e.message).toContain("http://127.0.0.1:1: check api_base")
  })

  it.each([
    ["timeout", "abc"],
    ["timeout", Number.NaN],
    ["timeout", 0],
    ["stream_timeout", -1],
    ["num_retries", "x"],
    ["max_retries", 1.5],
  ])("%s: %s is refused, and nothing is asked", async (name, value) => {
    const e = await caught(completion(at("openai/429", { [name]: value })))
    expect([e.name, e.param]).toEqual(["BadRequestError", name])
    expect(mock.requests()).toHaveLength(0)
  })

  it("an unknown provider names close ones", async () => {
    const e = await caught(completion({ model: "opnai/x", messages: hello }))
    expect(e).toBeInstanceOf(BadRequestError)
    expect(e.message).toContain("openai/")
  })

  it("a wrong request names the field", async () => {
    const e = await caught(completion(at("openai/ok", { messages: [] })))
    expect([e.name, e.param]).toEqual(["BadRequestError", "messages"])
  })

  it("a parameter the provider lacks is named, dropped or forced through", async () => {
    const e = await caught(completion(claude({ logit_bias: { 1: 1 } })))
    expect(e).toBeInstanceOf(UnsupportedParamsError)
    expect(e.param).toBe("logit_bias")
    await completion(claude({ logit_bias: { 1: 1 }, drop_params: true }))
    expect(mock.requests().at(-1)?.body).not.toHaveProperty("logit_bias")
    await completion(at("openai/ok", { seed: 1, additional_drop_params: ["seed"] }))
    expect(mock.requests().at(-1)?.body).not.toHaveProperty("seed")
  })

  it("a stream that breaks throws inside the loop, after what arrived", async () => {
    const chunks: ChatChunk[] = []
    const read = async () => {
      for await (const chunk of await completion({ ...at("openai/drop-2"), stream: true })) chunks.push(chunk)
    }
    expect(await caught(read())).toBeInstanceOf(APIError)
    expect(textOf(chunks)).toBe("Hello from")
  })
})

describe("retries and fallbacks", () => {
  it("asks again as often as num_retries says", async () => {
    const response = await completion(at("openai/429-then-ok", { num_retries: 1 }))
    expect(response._hidden_params.attempted_retries).toBe(1)
    expect(mock.requests()).toHaveLength(2)
  })

  it("asks the next model when one fails, with that model's own parameters", async () => {
    const fallback = { model: "anthropic/ok", api_base: mock.url, api_key: "sk-other", max_tokens: 3 }
    const response = await completion(at("openai/500", { fallbacks: ["openai/503", fallback] }))
    expect(response._hidden_params.attempted_fallbacks).toBe(2)
    expect(response.choices[0]?.message.content).toBe("Hello from the")
    expect(mock.requests().map(({ model }) => model)).toEqual(["500", "503", "ok"])
  })

  it("never sends one provider's key to another", async () => {
    const e = await caught(completion(at("openai/500", { fallbacks: ["groq/ok"] })))
    expect(e.message).toContain("GROQ_API_KEY")
    expect(mock.requests()).toHaveLength(1)
  })

  it("throws the last failure when every model fails", async () => {
    const e = await caught(completion(at("openai/500", { fallbacks: ["openai/429"] })))
    expect(e).toBeInstanceOf(RateLimitError)
  })
})

describe("callbacks", () => {
  const tracked = (list: typeof successCallback) =>
    new Promise<{ facts: CallbackFacts; response: unknown }>((resolve) =>
      list.push((facts, response) => resolve({ facts, response })),
    )

  it("are told what a call was and cost, and never a key", async () => {
    const called = tracked(successCallback)
    const response = await completion(at("openai/ok", { metadata: { run: 7 }, user: "me" }))
    const { facts, response: given } = await called
    expect(given).toBe(response)
    expect(facts).toMatchObject({ model: "openai/ok", user: "me", litellm_params: { metadata: { run: 7 } } })
    expect(JSON.stringify(facts)).not.toContain("sk-test-key")
  })

  it("get a stream's whole answer at its end", async () => {
    const called = tracked(successCallback)
    await all(at("openai/ok"))
    const { facts } = await called
    expect(facts.complete_streaming_response?.choices[0]?.message.content).toBe(said)
  })

  it("are told of failures, and their own change nothing", async () => {
    failureCallback.push(() => {
      throw new Error("mine")
    })
    const called = tracked(failureCallback)
    const e = await caught(completion(at("openai/401")))
    expect((await called).facts.exception).toBe(e)
  })
})
