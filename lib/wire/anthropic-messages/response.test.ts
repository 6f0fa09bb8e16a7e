import { describe, expect, it } from "vitest"
import { digestResponse } from "../testdata/digest"
import { anthropicMessages } from "./dialect"
import { responseToHub } from "./response"
import { begin, delta, end, finish, json, read, start, stop, text, usage } from "./testdata/events"

describe("unary answers", () => {
  const answer = (content: object[], stop_reason = "end_turn") => ({
    id: "m",
    type: "message",
    role: "assistant",
    model: "c",
    content,
    stop_reason,
    usage,
  })

  it("say the same as the stream of the same blocks", () => {
    const content = [
      { type: "thinking", thinking: "hm", signature: "s" },
      { type: "text", text: "a" },
      { type: "tool_use", id: "t", name: "f", input: { a: 1 } },
    ]
    const unary = digestResponse(
      responseToHub({ ...answer(content, "tool_use"), usage: { ...usage, output_tokens: 9 } }),
    )
    const stream = read(
      start,
      begin(0, { type: "thinking", thinking: "", signature: "" }),
      delta(0, { type: "thinking_delta", thinking: "hm" }),
      delta(0, { type: "signature_delta", signature: "s" }),
      end(0),
      begin(1, { type: "text", text: "" }),
      text(1, "a"),
      end(1),
      begin(2, { type: "tool_use", id: "t", name: "f", input: {} }),
      json(2, '{"a":1}'),
      end(2),
      finish("tool_use"),
      stop,
    )
    expect(unary).toEqual(stream)
  })

  it("take the clock's time, keep thinking blocks for the next turn and come back as they were", () => {
    const content = [
      { type: "thinking", thinking: "hm", signature: "s" },
      { type: "redacted_thinking", data: "x" },
      { type: "text", text: "a" },
    ]
    const hub = responseToHub(answer(content), { now: () => 5_000 })
    expect(hub.created).toBe(5)
    expect(hub.choices[0]?.message.thinking_blocks).toEqual(content.slice(0, 2))
    expect(anthropicMessages.fromHub.response(hub)).toEqual({ ...answer(content), stop_sequence: null })
  })

  it("unwrap the JSON answer", () => {
    const hub = responseToHub(
      answer([{ type: "tool_use", id: "j", name: "json_tool_call", input: { a: 1 } }], "tool_use"),
    )
    expect(hub.choices[0]).toMatchObject({ message: { content: '{"a":1}' }, finish_reason: "stop" })
    expect(hub.choices[0]?.message).not.toHaveProperty("tool_calls")
  })

  it("keep server tools and citations for an Anthropic client", () => {
    const content = [
      { type: "server_tool_use", id: "s", name: "web_search", input: { q: "x" } },
      { type: "text", text: "a", citations: [{ url: "u" }] },
    ]
    expect(anthropicMessages.fromHub.response(responseToHub(answer(content))).content).toEqual(content)
  })

  it("throw the error they carry", () => {
    const error = { type: "error", error: { type: "rate_limit_error", message: "slow" } }
    expect(() => responseToHub(error)).toThrow(expect.objectContaining({ kind: "upstream_rate_limited" }))
  })
})
