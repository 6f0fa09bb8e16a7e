import { describe, expect, it } from "vitest"
import { GatewayError } from "#lib/core/errors"
import { encodeSse } from "#lib/core/sse"
import type { ChatChunk, ChatDelta } from "../chat"
import { chunksOf, digestChunks, eventsFrom } from "../testdata/digest"
import { anthropicMessages } from "./dialect"
import { begin, delta, end, finish, json, start, stop, text } from "./testdata/events"

const chunk = (value: ChatDelta, finish_reason: "stop" | "tool_calls" | null = null): ChatChunk => ({
  id: "c1",
  object: "chat.completion.chunk",
  created: 1,
  model: "m",
  choices: [{ index: 0, delta: value, finish_reason }],
})
const written = (...chunks: ChatChunk[]) =>
  eventsFrom(anthropicMessages, chunks).map((e) => {
    const data = JSON.parse(e.data) as Record<string, unknown>
    expect(data.type).toBe(e.event)
    return data
  })
/** The events in short: type, index, and what the delta or block is. */
const outline = (...chunks: ChatChunk[]) =>
  written(...chunks).map((e) => {
    const inner = (e.content_block ?? e.delta) as { type?: string } | undefined
    return [e.type, e.index, inner?.type].filter((part) => part !== undefined).join(" ")
  })

describe("hub → Anthropic's stream", () => {
  it("writes the whole sequence a client relies on, usage at the end", () => {
    const last: ChatChunk = {
      ...chunk({}),
      choices: [],
      usage: { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14, prompt_tokens_details: { cached_tokens: 6 } },
    }
    const events = written(chunk({ role: "assistant", content: "" }), chunk({ content: "a" }), chunk({}, "stop"), last)
    expect(events).toEqual([
      {
        type: "message_start",
        message: {
          id: "c1",
          type: "message",
          role: "assistant",
          model: "m",
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 0 },
        },
      },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "a" } },
      { type: "content_block_stop", index: 0 },
      {
        type: "message_delta",
        delta: { stop_reason: "end_turn", stop_sequence: null },
        usage: { input_tokens: 4, cache_creation_input_tokens: 0, cache_read_input_tokens: 6, output_tokens: 4 },
      },
      { type: "message_stop" },
    ])
  })

  it("opens one block after the other: reasoning, text, each tool", () => {
    const call = (index: number, id: string | undefined, args: string) => ({
      tool_calls: [{ index, ...(id ? { id } : {}), function: { ...(id ? { name: "f" } : {}), arguments: args } }],
    })
    const chunks = [
      chunk({ reasoning_content: "hm" }),
      chunk({ content: "a" }),
      chunk(call(0, "t0", "")),
      chunk(call(0, undefined, '{"a"')),
      chunk(call(0, undefined, ":1}")),
      chunk(call(1, "t1", "{}")),
      chunk({}, "tool_calls"),
    ]
    expect(outline(...chunks)).toEqual([
      "message_start",
      "content_block_start 0 thinking",
      "content_block_delta 0 thinking_delta",
      "content_block_stop 0",
      "content_block_start 1 text",
      "content_block_delta 1 text_delta",
      "content_block_stop 1",
      "content_block_start 2 tool_use",
      "content_block_delta 2 input_json_delta",
      "content_block_delta 2 input_json_delta",
      "content_block_stop 2",
      "content_block_start 3 tool_use",
      "content_block_delta 3 input_json_delta",
      "content_block_stop 3",
      "message_delta",
      "message_stop",
    ])
    expect(digestChunks(chunksOf(anthropicMessages, eventsFrom(anthropicMessages, chunks))).tools).toEqual([
      { id: "t0", name: "f", arguments: '{"a":1}' },
      { id: "t1", name: "f", arguments: "{}" },
    ])
  })

  it("takes a new id at an old index for a new call, as some providers number them all 0", () => {
    const call = (id: string) => chunk({ tool_calls: [{ index: 0, id, function: { name: "f", arguments: "{}" } }] })
    const chunks = [call("a"), call("b"), chunk({}, "tool_calls")]
    const { tools } = digestChunks(chunksOf(anthropicMessages, eventsFrom(anthropicMessages, chunks)))
    expect(tools.map((tool) => tool.id)).toEqual(["a", "b"])
  })

  it("writes a signature into the thinking block it belongs to", () => {
    const block = { type: "thinking" as const, thinking: "hm", signature: "s" }
    const streamed = outline(
      chunk({ reasoning_content: "hm" }),
      chunk({ thinking_blocks: [block] }),
      chunk({ content: "a" }, "stop"),
    )
    expect(streamed.slice(1, 5)).toEqual([
      "content_block_start 0 thinking",
      "content_block_delta 0 thinking_delta",
      "content_block_delta 0 signature_delta",
      "content_block_stop 0",
    ])
    expect(outline(chunk({ thinking_blocks: [block] }, "stop")).slice(1, 5)).toEqual(streamed.slice(1, 5))
  })

  it("shows a refusal as text", () => {
    expect(written(chunk({ refusal: "no" }, "stop"))[2]).toMatchObject({ delta: { type: "text_delta", text: "no" } })
  })

  it("tells of an error in an event of that name, and in a body", () => {
    const e = new GatewayError("upstream_unavailable", "Down.", { detail: "secret" })
    const body = { type: "error", error: { type: "overloaded_error", message: "Down." } }
    expect(anthropicMessages.fromHub.errorEvent(e)).toEqual({ event: "error", data: JSON.stringify(body) })
    expect(anthropicMessages.fromHub.error(e)).toEqual(body)
    const kinds = (
      ["invalid_key", "model_access_denied", "model_not_found", "budget_exceeded", "internal"] as const
    ).map((kind) => (anthropicMessages.fromHub.error(new GatewayError(kind, "x")).error as { type: string }).type)
    expect(kinds).toEqual([
      "authentication_error",
      "permission_error",
      "not_found_error",
      "rate_limit_error",
      "api_error",
    ])
  })

  it("round-trips a stream with server tools and citations", () => {
    const result = { type: "web_search_tool_result", tool_use_id: "s", content: [{ url: "u" }] }
    const events = [
      start,
      begin(0, { type: "server_tool_use", id: "s", name: "web_search", input: {} }),
      json(0, '{"q":"x"}'),
      end(0),
      begin(1, result),
      end(1),
      begin(2, { type: "text", text: "" }),
      delta(2, { type: "citations_delta", citation: { url: "u" } }),
      text(2, "a"),
      end(2),
      finish("end_turn"),
      stop,
    ]
    const again = eventsFrom(anthropicMessages, chunksOf(anthropicMessages, events))
    expect(again.slice(1, -2).map(encodeSse)).toEqual(events.slice(1, -2).map(encodeSse))
  })
})
