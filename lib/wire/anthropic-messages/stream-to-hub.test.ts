import { describe, expect, it } from "vitest"
import { chunksOf, digestChunks, eventsFrom } from "../testdata/digest"
import { anthropicMessages } from "./dialect"
import { StreamToHub } from "./stream-to-hub"
import { begin, delta, deltas, end, event, finish, json, read, start, stop, text } from "./testdata/events"

describe("Anthropic's stream → hub", () => {
  it("tells id, model, text, finish and a usage that counts cached tokens into the prompt", () => {
    const stream = new StreamToHub({ now: () => 1_700_000_000_500 })
    const events = [start, event("ping"), begin(0, { type: "text", text: "" }), text(0, "a"), text(0, "b"), end(0)]
    const chunks = [...events, finish("end_turn"), stop].flatMap((e) => stream.push(e))
    expect(chunks.map((chunk) => [chunk.id, chunk.model, chunk.created])).toEqual(
      chunks.map(() => ["msg_1", "claude", 1_700_000_000]),
    )
    expect(digestChunks(chunks)).toMatchObject({ content: "ab", finish: "stop" })
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: {
        prompt_tokens: 10,
        completion_tokens: 9,
        total_tokens: 19,
        cache_read_input_tokens: 3,
        cache_creation_input_tokens: 2,
      },
    })
    expect(stream.end()).toEqual([])
  })

  it("joins arguments of parallel tools that come in pieces, ids and order kept", () => {
    const { tools, finish: reason } = read(
      start,
      begin(0, { type: "text", text: "ok" }),
      end(0),
      begin(1, { type: "tool_use", id: "t1", name: "f", input: {} }),
      json(1, ""),
      json(1, '{"a"'),
      json(1, ":1}"),
      end(1),
      begin(2, { type: "tool_use", id: "t2", name: "g", input: {} }),
      json(2, '{"b":2}'),
      end(2),
      finish("tool_use"),
      stop,
    )
    expect(tools).toEqual([
      { id: "t1", name: "f", arguments: '{"a":1}' },
      { id: "t2", name: "g", arguments: '{"b":2}' },
    ])
    expect(reason).toBe("tool_calls")
  })

  it("gives a call without arguments the arguments {}, and takes those that came with its start", () => {
    const calls = (input: object) =>
      read(start, begin(0, { type: "tool_use", id: "t", name: "f", input }), end(0), finish("tool_use"), stop)
    expect(calls({}).tools[0]?.arguments).toBe("{}")
    expect(calls({ a: 1 }).tools[0]?.arguments).toBe('{"a":1}')
  })

  it("streams thinking as reasoning and gives the whole block with its signature when it ends", () => {
    const out = deltas(
      start,
      begin(0, { type: "thinking", thinking: "", signature: "" }),
      delta(0, { type: "thinking_delta", thinking: "h" }),
      delta(0, { type: "thinking_delta", thinking: "m" }),
      delta(0, { type: "signature_delta", signature: "s1" }),
      delta(0, { type: "signature_delta", signature: "s2" }),
      end(0),
      begin(1, { type: "redacted_thinking", data: "xx" }),
      end(1),
    )
    expect(out.slice(1)).toEqual([
      { reasoning_content: "h" },
      { reasoning_content: "m" },
      { thinking_blocks: [{ type: "thinking", thinking: "hm", signature: "s1s2" }] },
      { thinking_blocks: [{ type: "redacted_thinking", data: "xx" }] },
    ])
  })

  it("unwraps the JSON answer into text, and leaves other calls next to it alone", () => {
    const wrapped = [
      begin(0, { type: "tool_use", id: "j", name: "json_tool_call", input: {} }),
      json(0, '{"a"'),
      json(0, ":1}"),
      end(0),
    ]
    expect(read(start, ...wrapped, finish("tool_use"), stop)).toMatchObject({
      content: '{"a":1}',
      tools: [],
      finish: "stop",
    })
    const other = [begin(1, { type: "tool_use", id: "t", name: "f", input: {} }), end(1)]
    expect(read(start, ...wrapped, ...other, finish("tool_use"), stop)).toMatchObject({
      content: '{"a":1}',
      tools: [{ id: "t", name: "f", arguments: "{}" }],
      finish: "tool_calls",
    })
  })

  it.each([
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["max_tokens", "length"],
    ["pause_turn", "length"],
    ["model_context_window_exceeded", "length"],
    ["tool_use", "tool_calls"],
    ["refusal", "content_filter"],
    ["something_new", "stop"],
  ])("ends with %s as %s, and an Anthropic client is told the same reason again", (reason, wanted) => {
    const chunks = chunksOf(anthropicMessages, [
      start,
      finish(reason, { stop_sequence: reason === "stop_sequence" ? "X" : null }),
      stop,
    ])
    expect(digestChunks(chunks).finish).toBe(wanted)
    const told = eventsFrom(anthropicMessages, chunks).at(-2)
    expect(JSON.parse(told?.data ?? "")).toMatchObject({
      delta: { stop_reason: reason, stop_sequence: reason === "stop_sequence" ? "X" : null },
    })
  })

  it("throws an error event as its kind", () => {
    const error = event("error", { error: { type: "overloaded_error", message: "Overloaded" } })
    const stream = new StreamToHub()
    stream.push(start)
    expect(() => stream.push(error)).toThrow(expect.objectContaining({ kind: "upstream_unavailable" }))
  })

  it.each([
    ["nothing", []],
    ["its start", [start]],
    ["text", [start, begin(0, { type: "text", text: "" }), text(0, "a"), end(0)]],
  ])("is cut when it ends after %s", (_what, events) => {
    expect(() => read(...events)).toThrow(expect.objectContaining({ kind: "upstream_failed" }))
  })

  it("is whole when only message_stop is missing, usage included", () => {
    expect(read(start, finish("end_turn"))).toMatchObject({ finish: "stop", usage: { total_tokens: 19 } })
  })

  it("fails on events that are not JSON and on arguments for a block that never began", () => {
    expect(() => new StreamToHub().push({ event: "message_start", data: "{" })).toThrow("broken event")
    expect(() => new StreamToHub().push(json(4, "{"))).toThrow("broken event")
  })

  it("does not lose the prompt's count to a delta that says zero", () => {
    const zero = event("message_delta", {
      delta: { stop_reason: "end_turn" },
      usage: { input_tokens: 0, output_tokens: 4 },
    })
    expect(read(start, zero, stop).usage).toMatchObject({ prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 })
  })
})
