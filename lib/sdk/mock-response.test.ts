import { describe, expect, it } from "vitest"
import { completion } from "./completion"
import {
  ContentPolicyViolationError,
  ContextWindowExceededError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
  Timeout,
} from "./exceptions"
import { messages } from "./messages"
import type { CompletionOptions } from "./options"

const ask = (mock: CompletionOptions["mock_response"], more: Partial<CompletionOptions> = {}) => ({
  model: "gpt-4o-mini",
  messages: [{ role: "user", content: "Hello" }],
  mock_response: mock,
  ...more,
})
const answer = async (options: CompletionOptions) => {
  const { stream: _, ...rest } = options
  return completion({ ...rest, stream: false })
}
async function streamed(options: CompletionOptions): Promise<string> {
  let text = ""
  for await (const chunk of await completion({ ...options, stream: true }))
    text += chunk.choices[0]?.delta.content ?? ""
  return text
}

describe("mock_response", () => {
  it("is the answer, without a key or a provider, priced like the model it stands for", async () => {
    const response = await answer(ask("It is sunny.\n"))
    expect(response.choices[0]?.message.content).toBe("It is sunny.\n")
    expect(response.model).toBe("gpt-4o-mini")
    expect(response.usage).toEqual({ prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 })
    expect(response._hidden_params.response_cost).toBeCloseTo(10 * 0.15e-6 + 20 * 0.6e-6, 12)
  })

  it("streams, text unchanged", async () => {
    expect(await streamed(ask(" It  is\nsunny. "))).toBe(" It  is\nsunny. ")
  })

  it("may be a whole answer", async () => {
    const choices = [{ index: 0, message: { role: "assistant", content: "x" }, finish_reason: "length" }]
    const response = await answer(ask({ id: "mine", choices }))
    expect([response.id, response.choices[0]?.finish_reason]).toEqual(["mine", "length"])
  })

  it("may be an error, which is thrown as it is", async () => {
    const error = new NotFoundError("gone")
    await expect(answer(ask(error))).rejects.toBe(error)
    await expect(answer(ask(new Error("odd")))).rejects.toMatchObject({ name: "InternalServerError", message: "odd" })
  })

  it.each([
    ["litellm.RateLimitError", RateLimitError],
    ["litellm.InternalServerError", InternalServerError],
    ["litellm.ContextWindowExceededError", ContextWindowExceededError],
    ["Exception: content_filter_policy", ContentPolicyViolationError],
  ])("%s throws that exception", async (magic, Class) => {
    await expect(answer(ask(magic))).rejects.toBeInstanceOf(Class)
    await expect(streamed(ask(magic))).rejects.toBeInstanceOf(Class)
  })

  it("can break off in the middle of a stream", async () => {
    await expect(streamed(ask("Exception: mock_streaming_error"))).rejects.toBeInstanceOf(InternalServerError)
  })

  it("with mock_timeout throws Timeout after `timeout` seconds", async () => {
    const from = performance.now()
    await expect(answer(ask(undefined, { mock_timeout: true, timeout: 0.05 }))).rejects.toBeInstanceOf(Timeout)
    expect(performance.now() - from).toBeGreaterThan(45)
  })

  it("falls back like a real failure", async () => {
    const fallbacks = [{ model: "claude-sonnet-4-5", mock_response: "from the other" }]
    const response = await answer(ask("litellm.RateLimitError", { fallbacks }))
    expect(response.choices[0]?.message.content).toBe("from the other")
    expect(response._hidden_params.custom_llm_provider).toBe("anthropic")
  })

  it("calls tools", async () => {
    const call = { id: "c1", type: "function" as const, function: { name: "f", arguments: "{}" } }
    const response = await answer(ask(undefined, { mock_tool_calls: [call] }))
    expect(response.choices[0]?.message.tool_calls).toEqual([call])
    expect(response.choices[0]?.finish_reason).toBe("tool_calls")
  })

  it("answers in Anthropic's shape too", async () => {
    const response = await messages({ ...ask("Sunny."), max_tokens: 10, stream: false })
    expect(response.content).toEqual([{ type: "text", text: "Sunny." }])
    const types: unknown[] = []
    for await (const event of await messages({ ...ask("Sunny."), max_tokens: 10, stream: true })) types.push(event.type)
    expect([types[0], types.at(-1)]).toEqual(["message_start", "message_stop"])
  })
})
