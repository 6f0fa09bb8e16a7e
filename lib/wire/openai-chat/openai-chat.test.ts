import { describe, expect, it } from "vitest"
import { GatewayError } from "#lib/core/errors"
import type { ChatRequest } from "../chat"
import { openaiChat } from "./dialect"

const ask = { model: "m", messages: [{ role: "user", content: "hi" }] }
const event = (value: unknown, name = "") => ({
  event: name,
  data: typeof value === "string" ? value : JSON.stringify(value),
})
const chunk = (delta: object, finish: string | null = null) => ({
  id: "c",
  object: "chat.completion.chunk",
  created: 1,
  model: "m",
  choices: [{ index: 0, delta, finish_reason: finish }],
})

describe("a client's request", () => {
  it("passes with every field the gateway does not know", () => {
    const body = {
      ...ask,
      top_k: 4,
      provider: { order: ["a"] },
      messages: [{ role: "user", content: "hi", name: "n", x: 1 }],
    }
    expect(openaiChat.toHub.request(structuredClone(body))).toEqual(body)
    expect(openaiChat.fromHub.request(openaiChat.toHub.request(structuredClone(body)))).toEqual(body)
  })

  it.each([
    ["model", { ...ask, model: undefined }],
    ["model", { ...ask, model: "" }],
    ["messages", { ...ask, messages: [] }],
    ["messages", { ...ask, messages: "hi" }],
    ["messages[0]", { ...ask, messages: ["hi"] }],
    ["messages[1].role", { ...ask, messages: [ask.messages[0], { role: "robot", content: "x" }] }],
    ["messages[0].role", { ...ask, messages: [{ content: "x" }] }],
    ["messages[0].content", { ...ask, messages: [{ role: "user", content: 7 }] }],
    ["messages[0].content[1]", { ...ask, messages: [{ role: "user", content: [{ type: "text" }, "x"] }] }],
    ["messages[0].tool_calls", { ...ask, messages: [{ role: "assistant", tool_calls: {} }] }],
    ["stream", { ...ask, stream: "true" }],
    ["stream_options", { ...ask, stream_options: true }],
    ["tools", { ...ask, tools: {} }],
    ["tools[0]", { ...ask, tools: ["x"] }],
    ["n", { ...ask, n: 0 }],
    ["n", { ...ask, n: 129 }],
    ["max_tokens", { ...ask, max_tokens: -1 }],
    ["max_completion_tokens", { ...ask, max_completion_tokens: "9" }],
    ["stop", { ...ask, stop: [1] }],
  ])("is refused with 400 naming %s", (param, body) => {
    const read = () => openaiChat.toHub.request(body as Record<string, unknown>)
    expect(read).toThrow(GatewayError)
    expect(read).toThrow(expect.objectContaining({ kind: "invalid_request", status: 400, param }))
  })

  it("may say null where a field is optional", () => {
    const body = { ...ask, stream: null, tools: null, n: null, stop: null, max_tokens: null, stream_options: null }
    expect(openaiChat.toHub.request(body)).toBe(body)
  })
})

describe("a request to the provider", () => {
  it("is a fresh object and leaves the hub's request as it was", () => {
    const chat: ChatRequest = { model: "m", messages: [{ role: "user", content: "x" }] }
    const sent = openaiChat.fromHub.request(chat)
    sent.model = "other"
    expect(chat.model).toBe("m")
  })

  it("leaves out what the gateway added for other dialects, and keeps a provider's own reasoning", () => {
    const thinking = { type: "thinking" as const, thinking: "hm", signature: "s" }
    const chat: ChatRequest = {
      model: "m",
      thinking: { type: "enabled", budget_tokens: 1024 },
      messages: [
        { role: "assistant", content: "a", reasoning_content: "hm", thinking_blocks: [thinking] },
        { role: "assistant", content: "b", reasoning_content: "own" },
        { role: "assistant", content: "c", provider_specific_fields: { content_blocks: [] } },
      ],
    }
    expect(openaiChat.fromHub.request(chat)).toEqual({
      model: "m",
      messages: [
        { role: "assistant", content: "a" },
        { role: "assistant", content: "b", reasoning_content: "own" },
        { role: "assistant", content: "c" },
      ],
    })
    expect(openaiChat.fromHub.request({ ...chat, thinking: { type: "enabled" } })).toHaveProperty("thinking")
  })

  it("leaves out Anthropic's output settings and error marks", () => {
    const sent = openaiChat.fromHub.request({
      model: "m",
      output_config: { effort: "low" },
      messages: [{ role: "tool", tool_call_id: "t", content: "x", is_error: true }],
    })
    expect(sent).toEqual({ model: "m", messages: [{ role: "tool", tool_call_id: "t", content: "x" }] })
  })
})

describe("a provider's answer", () => {
  it("fills the gaps of a minimal one", () => {
    const body = { choices: [{ index: 0, message: { role: "assistant", content: "x" }, finish_reason: "stop" }] }
    expect(openaiChat.toHub.response(body)).toMatchObject({ id: "", object: "chat.completion", choices: body.choices })
  })

  it("that holds an error instead of choices, or inside one, is thrown", () => {
    expect(() => openaiChat.toHub.response({ error: { message: "full", code: 429 } })).toThrow("full")
    const inside = { choices: [{ index: 0, error: { message: "broke", code: 502 }, message: { content: "" } }] }
    expect(() => openaiChat.toHub.response(inside)).toThrow("broke")
  })

  it.each([[{ foo: 0 }], [{ prompt_tokens: -1 }], [{ prompt_tokens: "5" }], [null], ["x"], [[]]])(
    "has no usage when its usage is %j",
    (usage) => {
      expect(openaiChat.usage({ usage })).toBeNull()
    },
  )

  it("keeps unknown usage fields and adds a missing total", () => {
    expect(openaiChat.usage({ usage: { prompt_tokens: 2, completion_tokens: 3, cost: 0.1 } })).toEqual({
      prompt_tokens: 2,
      completion_tokens: 3,
      total_tokens: 5,
      cost: 0.1,
    })
  })
})

describe("a provider's stream", () => {
  it("gives its chunks to the hub and ends at [DONE]", () => {
    const stream = openaiChat.toHub.stream()
    expect(stream.push(event(chunk({ content: "a" })))).toEqual([chunk({ content: "a" })])
    expect(stream.push(event(""))).toEqual([])
    expect(stream.push(event("[DONE]"))).toEqual([])
    expect(stream.push(event(chunk({ content: "late" })))).toEqual([])
    expect(stream.end()).toEqual([])
  })

  it("is whole when it finished without [DONE], and cut when it did neither", () => {
    const finished = openaiChat.toHub.stream()
    finished.push(event(chunk({}, "stop")))
    expect(finished.end()).toEqual([])
    const torn = openaiChat.toHub.stream()
    torn.push(event(chunk({ content: "a" })))
    expect(() => torn.end()).toThrow(expect.objectContaining({ kind: "upstream_failed" }))
  })

  it.each(["{", "nonsense", "7", "[]"])("fails on %s", (data) => {
    expect(() => openaiChat.toHub.stream().push(event(data))).toThrow("broken event")
  })

  it("throws the error it carries", () => {
    expect(() => openaiChat.toHub.stream().push(event({ message: "dead" }, "error"))).toThrow("dead")
    expect(() => openaiChat.toHub.stream().push(event({ error: { message: "dead" } }))).toThrow("dead")
  })

  it("calls reasoning by one name, whatever the provider calls it", () => {
    const [named] = openaiChat.toHub.stream().push(event(chunk({ reasoning: "hm" })))
    expect(named?.choices[0]?.delta.reasoning_content).toBe("hm")
    const parts = [
      { type: "thinking", thinking: [{ type: "text", text: "hm" }] },
      { type: "text", text: "yes" },
    ]
    const [listed] = openaiChat.toHub.stream().push(event(chunk({ content: parts })))
    expect(listed?.choices[0]?.delta).toMatchObject({ reasoning_content: "hm", content: "yes" })
  })

  it("comes out for a client as it went in, [DONE] last", () => {
    const stream = openaiChat.fromHub.stream()
    const [hub] = openaiChat.toHub.stream().push(event(chunk({ content: "a" })))
    if (!hub) throw new Error("no chunk")
    expect([...stream.push(hub), ...stream.end()]).toEqual([event(chunk({ content: "a" })), event("[DONE]")])
  })
})

describe("peek", () => {
  it.each([
    [event("[DONE]"), { done: true }],
    [event(chunk({ content: "a" })), { text: "a" }],
    [event(chunk({ refusal: "no" })), { text: "no" }],
    [event(chunk({ tool_calls: [{ index: 0, function: { arguments: '{"a"' } }] })), { text: '{"a"' }],
    [event(chunk({}, "stop")), { finished: true }],
    [event({ choices: [] }), {}],
    [event(""), {}],
  ])("reads %j", (e, said) => {
    expect(openaiChat.peek(e)).toEqual(said)
  })

  it("knows a usage-only chunk from one with a choice", () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
    expect(openaiChat.peek(event({ choices: [], usage }))).toEqual({ usage, usageOnly: true })
    expect(openaiChat.peek(event({ ...chunk({}), usage }))).toEqual({ usage })
  })

  it("reports errors and broken events instead of throwing", () => {
    expect(openaiChat.peek(event({ error: { message: "x", code: 503 } })).error?.kind).toBe("upstream_unavailable")
    expect(openaiChat.peek(event("{")).error?.kind).toBe("upstream_failed")
  })

  it("has a needle in every event that matters, spaced or not, and in no plain one", () => {
    const hit = (data: string) => openaiChat.needles.some((needle) => `data: ${data}\n\n`.includes(needle))
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
    for (const space of [undefined, 1]) {
      const write = (value: unknown) => JSON.stringify(value, null, space).replaceAll("\n", "")
      for (const e of [{ choices: [], usage }, chunk({}, "stop"), { error: { message: "x" } }])
        expect(hit(write(e))).toBe(true)
      const plain = { ...chunk({ content: 'a "usage" of "error" [ DONE ]' }), usage: null }
      expect(hit(write(plain))).toBe(false)
    }
    expect(hit("[DONE]")).toBe(true)
  })
})

describe("an error for a client", () => {
  it("is OpenAI's envelope, in a body and in an event", () => {
    const e = new GatewayError("rate_limited", "Slow down.")
    const body = {
      error: { message: "Slow down.", type: "rate_limit_error", param: null, code: "rate_limit_exceeded" },
    }
    expect(openaiChat.fromHub.error(e)).toEqual(body)
    expect(openaiChat.fromHub.errorEvent(e)).toEqual({ event: "", data: JSON.stringify(body) })
  })
})
