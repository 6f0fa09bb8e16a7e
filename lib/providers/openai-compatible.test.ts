import { describe, expect, it } from "vitest"
import type { ChatRequest } from "#lib/wire/chat"
import { providers } from "./index"
import { fromRow, openaiCompatible } from "./openai-compatible"
import { ROWS } from "./openai-compatible-rows"
import { providerPrefixes } from "./resolve"
import { made } from "./test-made"

const LOCAL = /^http:\/\/(?:localhost|127\.0\.0\.1):\d+(?:\/[\w/.-]*[\w])?$/
const HOSTED = /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w/.-]*\w)?$/

describe("the table", () => {
  it("knows 100 providers and more that have an address and a variable for the key", () => {
    const reachable = providers.filter(({ baseUrl, connect, keyEnv }) => (baseUrl ?? connect) && keyEnv.length > 0)
    expect(reachable.length).toBeGreaterThanOrEqual(100)
  })

  it("no two claim a prefix", () => {
    const prefixes = providers.flatMap(({ id, aliases = [] }) => [id, ...aliases])
    expect(prefixes.filter((prefix, i) => prefixes.indexOf(prefix) !== i)).toEqual([])
    expect(providerPrefixes().sort()).toEqual(prefixes.sort())
  })

  it("addresses are https and end without a slash; only what runs at home may be http", () => {
    const wrong = openaiCompatible.filter(
      ({ baseUrl, needsKey }) => baseUrl !== null && !(needsKey ? HOSTED : LOCAL).test(baseUrl),
    )
    expect(wrong.map(({ id, baseUrl }) => [id, baseUrl])).toEqual([])
    expect(openaiCompatible.filter(({ baseUrl, needsKey }) => needsKey && baseUrl === null)).toEqual([])
  })

  it("no two name the same address", () => {
    const addresses = openaiCompatible.flatMap(({ baseUrl }) => (baseUrl?.startsWith("https:") ? [baseUrl] : []))
    // The same service under two of LiteLLM's names.
    const twice = addresses.filter((address, i) => addresses.indexOf(address) !== i)
    expect(twice).toEqual(["https://dashscope-intl.aliyuncs.com/compatible-mode/v1"])
  })

  it("variables are named like variables", () => {
    const names = openaiCompatible.flatMap(({ keyEnv, baseUrlEnv = [] }) => [...keyEnv, ...baseUrlEnv])
    expect(names.filter((name) => !/^[A-Z][A-Z0-9_]*[A-Z0-9]$/.test(name))).toEqual([])
  })
})

describe.each(ROWS.map(([id]) => id))("%s", (id) => {
  const provider = openaiCompatible.find((each) => each.id === id)
  const variable = provider?.keyEnv[0] ?? ""

  it("is reached with the key of its variable", () => {
    const params = provider?.baseUrl === null ? { api_base: "http://127.0.0.1:9/v1" } : {}
    const { url, headers, model } = made(`${id}/some/model`, params, { [variable]: "the-key-of-the-test" })
    expect(model).toBe("some/model")
    expect(url).toBe(`${provider?.baseUrl ?? params.api_base}/chat/completions`)
    expect(Object.values(headers).some((value) => value.includes("the-key-of-the-test"))).toBe(true)
  })

  it("names what is missing", () => {
    if (provider?.needsKey) expect(() => made(`${id}/m`)).toThrow(variable)
    else if (provider?.baseUrl === null) expect(() => made(`${id}/m`)).toThrow("api_base")
    else expect(made(`${id}/m`).headers).not.toHaveProperty("authorization")
  })
})

describe("a row", () => {
  const adapt = (limit: "max_tokens" | "max_completion_tokens", chat: Partial<ChatRequest>) => {
    const { chat: service } = fromRow(["x", "https://x.example", "X_API_KEY", { limit }]).serves
    if (typeof service !== "object") throw new Error("a row serves chat")
    return service.adapt?.({ model: "m", messages: [], ...chat })
  }

  it.each([
    ["max_tokens", { max_completion_tokens: 5 }, { max_tokens: 5 }],
    ["max_tokens", { max_tokens: 7, max_completion_tokens: 5 }, { max_tokens: 7 }],
    ["max_tokens", { max_tokens: 7 }, { max_tokens: 7 }],
    ["max_tokens", {}, {}],
    ["max_completion_tokens", { max_tokens: 7 }, { max_completion_tokens: 7 }],
  ] as const)("that knows %s only is told %j as %j", (limit, said, told) => {
    expect(adapt(limit, said)).toEqual({ model: "m", messages: [], ...told })
  })

  it("is passed a client's text as it is, unless it has an accent", () => {
    expect(made("moonshot/m", { api_key: "k" }).chat?.dialect.id).toBe("openai-chat")
    expect(made("cerebras/m", { api_key: "k" }).chat?.dialect.id).toBe("openai-chat+normalised")
  })

  it("leaves out what a client of another dialect alone can say", () => {
    const content = [{ type: "text", text: "hi", cache_control: { type: "ephemeral" } }]
    const said = made("moonshot/m", { api_key: "k" }).chat?.adapt?.({
      model: "m",
      messages: [{ role: "user", content }],
    })
    expect(JSON.stringify(said)).not.toContain("cache_control")
  })

  it("says which parameters are refused", () => {
    expect(made("cerebras/m", { api_key: "k" }).chat?.unsupported).toContain("logit_bias")
    expect(made("moonshot/m", { api_key: "k" }).chat?.unsupported).toBeUndefined()
  })

  it("may have a header of its own for the key, and a second variable for its address", () => {
    expect(made("sarvam/m", { api_key: "k" }).headers).toMatchObject({ "api-subscription-key": "k" })
    const { url } = made("tensormesh/m", { api_key: "k" }, { TENSORMESH_SERVERLESS_BASE_URL: "https://eu.example/v1" })
    expect(url).toBe("https://eu.example/v1/chat/completions")
    expect(made("nano-gpt/m", { api_key: "k" }, { NANO_GPT_API_BASE: "https://n.example" }).origin).toBe(
      "https://n.example",
    )
  })
})
