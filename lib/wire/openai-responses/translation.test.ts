import { describe, expect, it } from "vitest"
import { anthropicMessages } from "../anthropic-messages/dialect"
import type { ChatChunk, ChatDelta, ChatResponse } from "../chat"
import { chunksOf } from "../testdata/digest"
import { chatOnly } from "./chat-only"
import { openaiResponses } from "./dialect"

const { toHub, fromHub } = openaiResponses
const answer = (message: object, finish = "stop"): ChatResponse =>
  ({
    id: "chatcmpl-9",
    object: "chat.completion",
    created: 1,
    model: "m",
    choices: [{ index: 0, message: { role: "assistant", content: null, ...message }, finish_reason: finish }],
  }) as ChatResponse
const call = (name: string, args: unknown) => ({
  tool_calls: [{ id: "call_1", type: "function", function: { name, arguments: JSON.stringify(args) } }],
})

describe("what the assistant said in a row is one message", () => {
  it("reasoning, words and calls; their results follow", () => {
    const { messages } = toHub.request({
      model: "m",
      input: [
        { role: "user", content: "Hi" },
        { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: "Think." }], encrypted_content: "x" },
        { type: "message", role: "assistant", content: [{ type: "output_text", text: "I look." }] },
        { type: "function_call", call_id: "a", name: "f", arguments: "{}" },
        { type: "function_call", call_id: "b", name: "g", arguments: "{}" },
        { type: "function_call_output", call_id: "a", output: "1" },
        { type: "function_call_output", call_id: "b", output: [{ type: "input_text", text: "2" }] },
      ],
    })
    expect(messages).toMatchObject([
      { role: "user", content: "Hi" },
      { role: "assistant", content: "I look.", reasoning_content: "Think.", tool_calls: [{ id: "a" }, { id: "b" }] },
      { role: "tool", tool_call_id: "a", content: "1" },
      { role: "tool", tool_call_id: "b", content: "2" },
    ])
  })

  it("items without words of the hub's come back in their places, unless the message was changed", () => {
    const input = [
      { type: "message", role: "user", content: "Hi" },
      { type: "web_search_call", id: "ws_1", status: "completed", action: { type: "search" } },
      { type: "message", role: "assistant", id: "msg_1", content: [{ type: "output_text", text: "Found." }] },
      { type: "compaction", id: "cmp_1", encrypted_content: "x" },
      { type: "message", role: "user", content: "Next" },
    ]
    const hub = toHub.request({ model: "m", input: structuredClone(input) })
    expect(fromHub.request(hub).input).toEqual(input)
    for (const message of hub.messages) if (message.role === "assistant") message.content = "[redacted]"
    expect(JSON.stringify(fromHub.request(hub).input)).not.toContain("Found.")
  })
})

describe("thinking with a signature", () => {
  const blocks = [{ type: "thinking" as const, thinking: "Hm.", signature: "sig" }]

  it("goes to the client as an opaque reasoning item and comes back to the provider that signed it", () => {
    const given = answer({ content: "Hi", reasoning_content: "Hm.", thinking_blocks: blocks })
    const { output } = fromHub.response(given) as { output: Record<string, unknown>[] }
    expect(output).toMatchObject([{ type: "reasoning", summary: [{ text: "Hm." }] }, { type: "message" }])
    const hub = toHub.request({
      model: "m",
      input: [{ role: "user", content: "a" }, ...output, { role: "user", content: "b" }],
    })
    const sent = anthropicMessages.fromHub.request(hub) as { messages: { content: unknown[] }[] }
    expect(sent.messages[1]?.content).toEqual([...blocks, { type: "text", text: "Hi" }])
  })

  it("is sent to no provider of Responses, which could not read it", () => {
    const { output } = fromHub.response(answer({ content: "Hi", thinking_blocks: blocks })) as { output: object[] }
    const again = fromHub.request(toHub.request({ model: "m", input: [...output, { role: "user", content: "b" }] }))
    expect(JSON.stringify(again)).not.toContain("tollgate")
  })
})

describe("a request for a chat model", () => {
  const chat = (body: object) => toHub.request(chatOnly({ model: "m", input: "Hi", ...body }))
  const tool = (name: string, more: object = {}) => ({
    type: "function",
    name,
    parameters: { type: "object" },
    ...more,
  })

  it("offers tools of namespaces and searches as plain functions, and calls go back to where they came from", () => {
    const asked = {
      tools: [
        { type: "namespace", name: "files", tools: [tool("read", { defer_loading: true })] },
        { type: "tool_search" },
      ],
      input: [
        { type: "tool_search_output", call_id: "t", tools: [tool("late")] },
        { type: "function_call", call_id: "c", namespace: "files", name: "read", arguments: "{}" },
        { type: "function_call_output", call_id: "c", output: "x" },
      ],
    }
    const hub = chat(asked)
    expect(hub.tools?.map((t) => t.function?.name)).toEqual(["files__read", "late"])
    expect(hub.messages[0]?.tool_calls?.[0]?.function.name).toBe("files__read")
    expect(fromHub.response(answer(call("files__read", {}), "tool_calls"), asked).output).toMatchObject([
      { type: "function_call", namespace: "files", name: "read" },
    ])
  })

  it("turns a list of allowed tools into a shorter list of tools", () => {
    const allowed = { type: "allowed_tools", mode: "required", tools: [{ type: "function", name: "b" }] }
    const hub = chat({ tools: [tool("a"), tool("b")], tool_choice: allowed })
    expect([hub.tools?.map((t) => t.function?.name), hub.tool_choice]).toEqual([["b"], "required"])
  })

  it("asks for a web search in the hub's words, and for none of a cached copy", () => {
    expect(chat({ tools: [{ type: "web_search", search_context_size: "low" }] }).web_search_options).toEqual({
      search_context_size: "low",
    })
    expect(chat({ tools: [{ type: "web_search", external_web_access: false }] })).not.toHaveProperty(
      "web_search_options",
    )
  })

  it("has neither tool_choice nor parallel_tool_calls without tools", () => {
    const sent = JSON.parse(JSON.stringify(chat({ tools: [], tool_choice: "auto", parallel_tool_calls: true })))
    expect(Object.keys(sent)).toEqual(["model", "messages"])
  })
})

describe("a custom tool's call", () => {
  const asked = { tools: [{ type: "custom", name: "patch" }] }

  it("is free text again, whole and in a stream", () => {
    const item = { type: "custom_tool_call", call_id: "call_1", name: "patch", input: "*** Begin" }
    expect(fromHub.response(answer(call("patch", { input: "*** Begin" }), "tool_calls"), asked).output).toMatchObject([
      item,
    ])
    const stream = fromHub.stream(asked)
    const delta = (more: ChatDelta): ChatChunk => ({
      id: "chatcmpl-9",
      object: "chat.completion.chunk",
      created: 1,
      model: "m",
      choices: [{ index: 0, delta: more, finish_reason: null }],
    })
    const events = [
      ...stream.push(
        delta({ tool_calls: [{ index: 0, id: "call_1", function: { name: "patch", arguments: '{"input":"*** ' } }] }),
      ),
      ...stream.push(delta({ tool_calls: [{ index: 0, function: { arguments: 'Begin"}' } }] })),
      ...stream.end(),
    ].map(({ data }) => JSON.parse(data))
    expect(events.find(({ type }) => type === "response.custom_tool_call_input.done").input).toBe("*** Begin")
    expect(events.at(-1).response.output).toMatchObject([item])
  })

  it("of a model that wrote no JSON is taken at its word", () => {
    const given = answer({ tool_calls: [{ id: "c", type: "function", function: { name: "patch", arguments: "raw" } }] })
    expect(fromHub.response(given, asked).output).toMatchObject([{ type: "custom_tool_call", input: "raw" }])
  })
})

describe("an answer that is not complete", () => {
  it.each([
    ["length", { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } }],
    ["content_filter", { status: "incomplete", incomplete_details: { reason: "content_filter" } }],
    ["stop", { status: "completed", incomplete_details: null }],
  ])("finish %s is a status, and back", (finish, status) => {
    const response = fromHub.response(answer({ content: "x" }, finish))
    expect(response).toMatchObject(status)
    expect(toHub.response(response).choices[0]?.finish_reason).toBe(finish)
  })

  it("failed is the provider's error, whole and in a stream", () => {
    const error = { code: "rate_limit_exceeded", message: "Slow down." }
    expect(() => toHub.response({ status: "failed", output: [], error })).toThrow("Slow down.")
    const event = {
      event: "response.failed",
      data: JSON.stringify({ type: "response.failed", response: { status: "failed", error } }),
    }
    expect(() => chunksOf(openaiResponses, [event])).toThrow("Slow down.")
    expect(openaiResponses.peek(event).error).toMatchObject({ kind: "upstream_rate_limited" })
  })
})

describe("what Responses cannot say", () => {
  it.each([
    ["stop", ["x"]],
    ["n", 2],
    ["seed", 1],
    ["logit_bias", { a: 1 }],
  ])("%s is refused by name", (param, value) => {
    const asked = { model: "m", messages: [{ role: "user" as const, content: "x" }], [param]: value }
    expect(() => fromHub.request(asked)).toThrow(expect.objectContaining({ kind: "unsupported_params", param }))
  })
})

it("text of several messages keeps citations where they point", () => {
  const note = { type: "url_citation", start_index: 0, end_index: 2, url: "https://example.com", title: "t" }
  const part = (text: string) => ({
    type: "message",
    role: "assistant",
    content: [{ type: "output_text", text, annotations: [note] }],
  })
  const hub = toHub.response({ id: "resp_1", status: "completed", output: [part("First. "), part("Second.")] })
  const message = hub.choices[0]?.message
  expect(message?.annotations).toMatchObject([
    { url_citation: { start_index: 0 } },
    { url_citation: { start_index: 7 } },
  ])
})
