import { afterEach, describe, expect, it, vi } from "vitest"
import type { ChatDelta } from "#lib/wire/chat"
import {
  BadRequestError,
  completionCost,
  costPerToken,
  decode,
  encode,
  getLlmProvider,
  getMaxTokens,
  getModelInfo,
  getSupportedOpenaiParams,
  getValidModels,
  NotFoundError,
  registerModel,
  streamChunkBuilder,
  supportsPromptCaching,
  supportsVision,
  tokenCounter,
  trimMessages,
  validateEnvironment,
} from "./index"

afterEach(() => vi.unstubAllEnvs())

describe("whose a model is", () => {
  it("is told by its prefix, by its name, or by custom_llm_provider", () => {
    expect(getLlmProvider("groq/llama-3")).toMatchObject({ model: "llama-3", custom_llm_provider: "groq" })
    expect(getLlmProvider("gpt-4o").custom_llm_provider).toBe("openai")
    expect(getLlmProvider("my-model", "openai")).toMatchObject({ model: "my-model", custom_llm_provider: "openai" })
    expect(() => getLlmProvider("nobody/x")).toThrow(BadRequestError)
  })

  it("says which key is missing, by name", () => {
    vi.stubEnv("GROQ_API_KEY", "")
    expect(validateEnvironment("groq/x")).toEqual({ keys_in_environment: false, missing_keys: ["GROQ_API_KEY"] })
    vi.stubEnv("GROQ_API_KEY", "gsk-1")
    expect(validateEnvironment({ model: "groq/x" })).toEqual({ keys_in_environment: true, missing_keys: [] })
    const models = getValidModels({ custom_llm_provider: "groq" })
    expect(models.length).toBeGreaterThan(3)
    expect(models.every((name) => name.startsWith("groq/"))).toBe(true)
  })
})

describe("what a model can do", () => {
  it("is what the catalog says, and false for what it does not know", () => {
    expect([supportsVision("gpt-4o"), supportsVision({ model: "openai/gpt-3.5-turbo" })]).toEqual([true, false])
    expect(supportsPromptCaching("anthropic/claude-sonnet-4-5")).toBe(true)
    expect(supportsVision("openai/never-heard-of-it")).toBe(false)
  })

  it("names the parameters that are translated, and not those that are refused", () => {
    const claude = getSupportedOpenaiParams("anthropic/claude-sonnet-4-5") ?? []
    expect(claude).toEqual(expect.arrayContaining(["tools", "tool_choice", "max_tokens", "stop", "response_format"]))
    expect(claude).not.toContain("logit_bias")
    expect(getSupportedOpenaiParams("openai/gpt-4o")).toContain("logit_bias")
  })

  it("can be added and changed", () => {
    expect(() => getModelInfo("openai/added-model")).toThrow(NotFoundError)
    registerModel({ "openai/added-model": { litellm_provider: "openai", max_tokens: 99, supports_vision: true } })
    expect(getMaxTokens("openai/added-model")).toBe(99)
    expect(supportsVision("openai/added-model")).toBe(true)
    registerModel({ "gpt-4o": { supports_telepathy: true } })
    expect(getModelInfo("gpt-4o")).toMatchObject({
      key: "gpt-4o",
      supports_telepathy: true,
      litellm_provider: "openai",
    })
  })
})

describe("what a call costs", () => {
  it("follows the tokens by kind", async () => {
    expect(costPerToken({ model: "gpt-4o-mini", prompt_tokens: 1000, completion_tokens: 100 })).toEqual([
      1000 * 0.15e-6,
      expect.closeTo(100 * 0.6e-6, 12),
    ])
    const cached = costPerToken({ model: "gpt-4o-mini", prompt_tokens: 1000, cache_read_input_tokens: 1000 })
    expect(cached[0]).toBeCloseTo(1000 * 0.075e-6, 12)
    const usage = { prompt_tokens: 10, completion_tokens: 10 }
    const custom_cost_per_token = { input_cost_per_token: 1, output_cost_per_token: 2 }
    expect(await completionCost({ completion_response: { usage }, model: "x", custom_cost_per_token })).toBe(30)
  })

  it("is never 0 for a price that is not known", async () => {
    await expect(completionCost({ model: "openai/no-such-model", prompt: "x" })).rejects.toBeInstanceOf(NotFoundError)
    expect(() => costPerToken({ model: "openai/no-such-model", prompt_tokens: 1 })).toThrow(NotFoundError)
  })
})

describe("tokens", () => {
  it("go to numbers and back", async () => {
    const tokens = await encode({ model: "gpt-4o", text: "Hello there, gate 七" })
    expect(await decode({ model: "gpt-4o", tokens })).toBe("Hello there, gate 七")
    expect(await tokenCounter({ text: "Hello there, gate 七" })).toBe(tokens.length)
  })

  it("of a conversation have OpenAI's overhead", async () => {
    expect(await tokenCounter({ messages: [{ role: "user", content: "Hello" }] })).toBe(3 + 3 + 1 + 1)
  })
})

describe("trimMessages", () => {
  const long = "word ".repeat(500)
  it("keeps the system's messages and the newest, and fits", async () => {
    const messages = [
      { role: "system", content: "Be brief." },
      { role: "user", content: long },
      { role: "assistant", content: "ok" },
      { role: "user", content: "And now?" },
    ]
    const trimmed = await trimMessages(messages, { max_tokens: 60 })
    expect(trimmed.map(({ content }) => content)).toEqual(["Be brief.", "ok", "And now?"])
    expect(await tokenCounter({ messages: trimmed })).toBeLessThanOrEqual(60)
  })

  it("never leaves a tool's answer without its call", async () => {
    const call = { id: "c", type: "function" as const, function: { name: "f", arguments: long } }
    const messages = [
      { role: "user", content: "x" },
      { role: "assistant", content: null, tool_calls: [call] },
      { role: "tool", tool_call_id: "c", content: "18 °C" },
      { role: "user", content: "thanks" },
    ]
    const trimmed = await trimMessages(messages, { max_tokens: 60 })
    expect(trimmed.map(({ role }) => role)).toEqual(["user"])
  })

  it("cuts the last message when not even that fits", async () => {
    const trimmed = await trimMessages([{ role: "user", content: long }], { max_tokens: 50 })
    expect(await tokenCounter({ messages: trimmed })).toBeLessThanOrEqual(50)
    expect(trimmed[0]?.content.length).toBeGreaterThan(50)
  })
})

describe("streamChunkBuilder", () => {
  it("puts text, tool calls, thinking and usage together", () => {
    const head = { id: "1", object: "chat.completion.chunk" as const, created: 7, model: "m" }
    const delta = (fields: ChatDelta, finish_reason: "stop" | null = null) => ({
      ...head,
      choices: [{ index: 0, delta: fields, finish_reason }],
    })
    const thinking = (thought: string, signature?: string) => ({
      thinking_blocks: [{ type: "thinking" as const, thinking: thought, ...(signature ? { signature } : {}) }],
    })
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
    const built = streamChunkBuilder([
      delta({ role: "assistant", content: "" }),
      delta(thinking("hm")),
      delta(thinking("m", "sig")),
      delta({ content: "Hel" }),
      delta({ content: "lo" }),
      delta({ tool_calls: [{ index: 0, id: "c1", type: "function", function: { name: "f", arguments: "" } }] }),
      delta({ tool_calls: [{ index: 0, function: { arguments: '{"a"' } }] }),
      delta({ tool_calls: [{ index: 0, function: { arguments: ":1}" } }] }, "stop"),
      { ...head, choices: [], usage },
    ])
    expect(built).toEqual({
      id: "1",
      object: "chat.completion",
      created: 7,
      model: "m",
      usage,
      choices: [
        {
          index: 0,
          finish_reason: "stop",
          message: {
            role: "assistant",
            content: "Hello",
            tool_calls: [{ id: "c1", type: "function", function: { name: "f", arguments: '{"a":1}' } }],
            thinking_blocks: [{ type: "thinking", thinking: "hmm", signature: "sig" }],
          },
        },
      ],
    })
  })
})
