import { describe, expect, it } from "vitest"
import type { ChatRequest } from "../chat"
import { anthropicMessages } from "./dialect"
import { call, function_, received, tool, user } from "./testdata/requests"

describe("Anthropic → hub", () => {
  it("translates tools, choices, stops, user and thinking, and lets the rest ride", () => {
    const thinking = { type: "enabled", budget_tokens: 1024 }
    const chat = received({
      system: "s",
      tools: [
        { name: "f", description: "does", input_schema: function_.parameters },
        { type: "bash_20250124", name: "bash" },
      ],
      tool_choice: { type: "any", disable_parallel_tool_use: true },
      stop_sequences: ["x"],
      metadata: { user_id: "u" },
      thinking,
      top_k: 3,
      stream: true,
    })
    expect(chat).toEqual({
      model: "claude-haiku-4-5",
      max_tokens: 9,
      messages: [{ role: "system", content: "s" }, user("hi")],
      tools: [tool, { type: "bash_20250124", name: "bash" }],
      tool_choice: "required",
      parallel_tool_calls: false,
      stop: ["x"],
      user: "u",
      thinking,
      reasoning_effort: "low",
      top_k: 3,
      stream: true,
      stream_options: { include_usage: true },
    })
  })

  it("asks for structured output in the hub's words", () => {
    const format = { type: "json_schema", schema: { type: "object" } }
    const wanted = { type: "json_schema", json_schema: { name: "answer", schema: { type: "object" } } }
    expect(received({ output_config: { format, effort: "max" } })).toMatchObject({
      response_format: wanted,
      output_config: { effort: "max" },
    })
    expect(received({ output_format: format }).response_format).toMatchObject(wanted)
  })

  it("puts tool results before the user's words, block content and errors kept", () => {
    const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "AA" } }
    const content = [
      { type: "text", text: "look" },
      { type: "tool_result", tool_use_id: "t1", content: "r1", is_error: true },
      { type: "tool_result", tool_use_id: "t2", content: [{ type: "text", text: "r2" }, image] },
      { type: "tool_result", tool_use_id: "t3" },
    ]
    expect(received({ messages: [{ role: "user", content }] }).messages).toEqual([
      { role: "tool", tool_call_id: "t1", content: "r1", is_error: true },
      {
        role: "tool",
        tool_call_id: "t2",
        content: [
          { type: "text", text: "r2" },
          { type: "image_url", image_url: { url: "data:image/png;base64,AA" } },
        ],
      },
      { role: "tool", tool_call_id: "t3", content: "" },
      { role: "user", content: "look" },
    ])
  })

  it.each([
    ["model", { model: "" }],
    ["messages", { messages: [] }],
    ["messages[0].role", { messages: [{ role: "tool", content: "x" }] }],
    ["messages[0].content", { messages: [{ role: "user" }] }],
    ["messages[0].content[0]", { messages: [{ role: "user", content: ["x"] }] }],
    ["system", { system: 7 }],
    ["max_tokens", { max_tokens: "9" }],
    ["stream", { stream: 1 }],
    ["tools", { tools: [1] }],
    ["stop_sequences", { stop_sequences: "x" }],
  ])("refuses a wrong %s by name", (param, fields) => {
    expect(() => received(fields)).toThrow(expect.objectContaining({ kind: "invalid_request", param }))
  })
})

describe("there and back", () => {
  it("an Anthropic conversation comes back as it was", () => {
    const mark = { type: "ephemeral" }
    const body = {
      model: "claude-haiku-4-5",
      max_tokens: 50,
      system: [{ type: "text", text: "s", cache_control: mark }],
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "a", cache_control: mark },
            { type: "image", source: { type: "url", url: "https://h/x.png" } },
            { type: "document", source: { type: "text", media_type: "text/plain", data: "ü" }, title: "t" },
            { type: "document", source: { type: "file", file_id: "f" }, citations: { enabled: true } },
          ],
        },
        {
          role: "assistant",
          content: [
            { type: "thinking", thinking: "hm", signature: "s1" },
            { type: "redacted_thinking", data: "xx" },
            { type: "text", text: "b" },
            { type: "tool_use", id: "toolu_1", name: "f", input: { a: [1, { b: null }] } },
          ],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "toolu_1", content: "r", is_error: true },
            { type: "text", text: "next" },
          ],
        },
      ],
      tools: [
        { name: "f", description: "does", input_schema: { type: "object", properties: {} }, cache_control: mark },
      ],
      tool_choice: { type: "tool", name: "f", disable_parallel_tool_use: true },
      stop_sequences: ["x", "y"],
      metadata: { user_id: "u" },
      thinking: { type: "enabled", budget_tokens: 20 },
      top_k: 4,
      temperature: 1,
      mcp_servers: [{ url: "https://h" }],
    }
    expect(anthropicMessages.fromHub.request(anthropicMessages.toHub.request(structuredClone(body)))).toEqual(body)
  })

  it("an OpenAI conversation comes back meaning the same", () => {
    const chat: ChatRequest = {
      model: "m",
      max_tokens: 9,
      messages: [
        { role: "system", content: "s" },
        user("q"),
        { role: "assistant", content: "t", tool_calls: [call("c1", '{"a":1}'), call("c2", "{}")] },
        { role: "tool", tool_call_id: "c1", content: "r1" },
        { role: "tool", tool_call_id: "c2", content: "r2" },
        user([{ type: "image_url", image_url: { url: "https://h/x.png" } }]),
      ],
      tools: [tool],
      tool_choice: "required",
      parallel_tool_calls: false,
      stop: ["x"],
      temperature: 0.5,
      user: "u",
    }
    expect(anthropicMessages.toHub.request(anthropicMessages.fromHub.request(structuredClone(chat)))).toEqual(chat)
  })

  it("does not change the request it is given", () => {
    const chat: ChatRequest = { model: "m", messages: [user("a"), user("b"), { role: "assistant", content: "c " }] }
    const before = structuredClone(chat)
    anthropicMessages.fromHub.request(chat)
    expect(chat).toEqual(before)
  })
})
