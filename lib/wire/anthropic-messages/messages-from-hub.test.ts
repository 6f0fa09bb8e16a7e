import { describe, expect, it } from "vitest"
import type { ChatMessage } from "../chat"
import { call, hello, messagesOf, sent, user } from "./testdata/requests"

describe("hub → Anthropic: messages", () => {
  it("lifts system and developer messages to the top, cache marks kept, empty texts dropped", () => {
    const mark = { type: "ephemeral" }
    const body = sent({
      messages: [
        { role: "system", content: [{ type: "text", text: "a", cache_control: mark }] },
        user("hi"),
        { role: "developer", content: "b" },
        { role: "system", content: "" },
      ],
    })
    expect(body.system).toEqual([
      { type: "text", text: "a", cache_control: mark },
      { type: "text", text: "b" },
    ])
    expect(body.messages).toEqual([hello])
  })

  it("writes a single plain system text as a string, and makes a user turn of a system-only request", () => {
    expect(sent({ messages: [{ role: "system", content: "s" }, user("hi")] }).system).toBe("s")
    const only = sent({ messages: [{ role: "system", content: "s" }] })
    expect(only.messages).toEqual([{ role: "user", content: [{ type: "text", text: "s" }] }])
    expect(only).not.toHaveProperty("system")
  })

  it("merges what one side says in a row, tool results with the user's next words", () => {
    const turns = messagesOf(
      user("a"),
      user("b"),
      { role: "assistant", content: null, tool_calls: [call("t1", "{}"), call("t2", '{"x":1}')] },
      { role: "tool", tool_call_id: "t1", content: "r1" },
      { role: "tool", tool_call_id: "t2", content: [{ type: "text", text: "r2" }], is_error: true },
      user("c"),
    )
    expect(turns).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "a" },
          { type: "text", text: "b" },
        ],
      },
      {
        role: "assistant",
        content: [
          { type: "tool_use", id: "t1", name: "f", input: {} },
          { type: "tool_use", id: "t2", name: "f", input: { x: 1 } },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "t1", content: "r1" },
          { type: "tool_result", tool_use_id: "t2", content: [{ type: "text", text: "r2" }], is_error: true },
          { type: "text", text: "c" },
        ],
      },
    ])
  })

  it.each([
    ["", {}],
    ["{", { invalid_arguments: "{" }],
    ["[1]", { invalid_arguments: [1] }],
    ['"x"', { invalid_arguments: "x" }],
    [' {"a": {"b": [1]}} ', { a: { b: [1] } }],
  ])("turns tool arguments %j into an object", (args, input) => {
    const turns = messagesOf(user("a"), { role: "assistant", tool_calls: [call("t", args)] }) as {
      content: unknown[]
    }[]
    expect(turns[1]?.content).toEqual([{ type: "tool_use", id: "t", name: "f", input }])
  })

  it("gives ids the characters Anthropic takes, the same on call and result", () => {
    const turns = JSON.stringify(
      messagesOf(
        { role: "assistant", tool_calls: [call("a.b/c", "{}")] },
        { role: "tool", tool_call_id: "a.b/c", content: "" },
      ),
    )
    expect(turns).toContain('"id":"a_b_c"')
    expect(turns).toContain('"tool_use_id":"a_b_c"')
  })

  it.each([
    [
      "data:image/png;base64,AAAA",
      { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
    ],
    [
      "data:image/jpg;base64,AAAA",
      { type: "image", source: { type: "base64", media_type: "image/jpeg", data: "AAAA" } },
    ],
    ["https://h/a.png", { type: "image", source: { type: "url", url: "https://h/a.png" } }],
    [
      "data:application/pdf;base64,AAAA",
      { type: "document", source: { type: "base64", media_type: "application/pdf", data: "AAAA" } },
    ],
  ])("sends the image_url %s as a block", (url, block) => {
    const mark = { type: "ephemeral" }
    const turns = messagesOf(user([{ type: "image_url", image_url: { url }, cache_control: mark }]))
    expect(turns).toEqual([{ role: "user", content: [{ ...block, cache_control: mark }] }])
  })

  it("sends files as documents: PDF data, plain text, a URL, an uploaded file", () => {
    const text = Buffer.from("grüße").toString("base64")
    const files = [
      { file_data: "data:application/pdf;base64,AAAA", filename: "a.pdf" },
      { file_data: `data:text/plain;base64,${text}` },
      { file_data: "https://h/a.pdf" },
      { file_id: "file_1" },
    ]
    const turns = messagesOf(user(files.map((file) => ({ type: "file", file })))) as { content: unknown[] }[]
    expect(turns[0]?.content).toEqual([
      { type: "document", source: { type: "base64", media_type: "application/pdf", data: "AAAA" }, title: "a.pdf" },
      { type: "document", source: { type: "text", media_type: "text/plain", data: "grüße" } },
      { type: "document", source: { type: "url", url: "https://h/a.pdf" } },
      { type: "document", source: { type: "file", file_id: "file_1" } },
    ])
  })

  it.each([
    ["messages[0].content[0]", [{ type: "image_url", image_url: { url: "ftp://x" } }], "invalid_request"],
    ["messages[0].content[0]", [{ type: "image_url", image_url: { url: "data:image/png,raw" } }], "invalid_request"],
    ["messages[0].content[0]", [{ type: "file", file: {} }], "invalid_request"],
    [
      "messages[0].content[0]",
      [{ type: "input_audio", input_audio: { data: "", format: "wav" } }],
      "unsupported_params",
    ],
  ])("names %s when its part cannot be sent", (param, content, kind) => {
    expect(() => messagesOf(user(content))).toThrow(expect.objectContaining({ kind, param }))
  })

  it("lets Anthropic's own blocks through", () => {
    const block = { type: "search_result", source: "s", title: "t", content: [] }
    expect(messagesOf(user([block]))).toEqual([{ role: "user", content: [block] }])
  })

  it("replays thinking blocks with their signatures before text and calls, and drops reasoning without one", () => {
    const thinking = { type: "thinking" as const, thinking: "hm", signature: "sig" }
    const redacted = { type: "redacted_thinking" as const, data: "xx" }
    const turns = messagesOf(
      user("a"),
      {
        role: "assistant",
        content: "t",
        reasoning_content: "hm",
        thinking_blocks: [thinking, redacted],
        tool_calls: [call("i", "{}")],
      },
      user("b"),
      { role: "assistant", content: "u", reasoning_content: "lost" },
      user("c"),
    ) as { content: unknown[] }[]
    expect(turns[1]?.content).toEqual([
      thinking,
      redacted,
      { type: "text", text: "t" },
      { type: "tool_use", id: "i", name: "f", input: {} },
    ])
    expect(turns[3]?.content).toEqual([{ type: "text", text: "u" }])
  })

  it("replays raw blocks only while they still say what the message says", () => {
    const blocks = [
      { type: "server_tool_use", id: "s", name: "web_search", input: { q: "x" } },
      { type: "text", text: "found", citations: [{ url: "u" }] },
    ]
    const message: ChatMessage = {
      role: "assistant",
      content: "found",
      provider_specific_fields: { content_blocks: blocks },
    }
    const turns = (m: ChatMessage) => (messagesOf(user("a"), m, user("b")) as { content: unknown[] }[])[1]?.content
    expect(turns(message)).toEqual(blocks)
    expect(turns({ ...message, content: "masked" })).toEqual([{ type: "text", text: "masked" }])
  })

  it("trims a prefill, which Anthropic refuses with white space at its end", () => {
    expect(messagesOf(user("a"), { role: "assistant", content: "so: \n" })).toEqual([
      { role: "user", content: [{ type: "text", text: "a" }] },
      { role: "assistant", content: [{ type: "text", text: "so:" }] },
    ])
  })
})
