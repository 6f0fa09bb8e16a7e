import { describe, expect, it } from "vitest"
import type { SseEvent } from "#lib/core/sse"
import { openaiChat } from "./dialect"

const ID = /^call_[0-9a-f]{24}$/
const answer = (tool_calls: unknown[]) => ({
  id: "i",
  choices: [{ index: 0, message: { role: "assistant", content: null, tool_calls }, finish_reason: "tool_calls" }],
})
const calls = (tool_calls: unknown[]) =>
  openaiChat.toHub.response(answer(tool_calls)).choices[0]?.message.tool_calls ?? []

const event = (delta: object, finish_reason: string | null = null): SseEvent => ({
  event: "",
  data: JSON.stringify({ id: "i", choices: [{ index: 0, delta, finish_reason }] }),
})
function streamed(events: SseEvent[]) {
  const reader = openaiChat.toHub.stream()
  return [...events.flatMap((e) => reader.push(e)), ...reader.end()].flatMap(
    ({ choices }) => choices[0]?.delta.tool_calls ?? [],
  )
}

describe("a tool call is whole, whatever the provider left out", () => {
  // As Gemini's OpenAI door and OpenRouter were recorded to answer.
  it.each([
    ["an empty id", { function: { arguments: "{}", name: "f" }, id: "", type: "function" }],
    ["no id and no type", { function: { arguments: "{}", name: "f" } }],
    ["no arguments", { id: "c", type: "function", index: 0, function: { name: "f" } }],
    ["empty arguments", { id: "c", type: "function", function: { name: "f", arguments: "" } }],
    ["null as arguments", { id: "c", type: "function", function: { name: "f", arguments: null } }],
  ])("%s", (_name, call) => {
    const given = "id" in call ? call.id : ""
    const [whole] = calls([call])
    expect(whole).toMatchObject({ type: "function", function: { name: "f", arguments: "{}" } })
    expect(whole?.id).toMatch(given ? /^c$/ : ID)
  })

  it("arguments that are an object become its text, and two made ids differ", () => {
    const [a, b] = calls([{ function: { name: "f", arguments: { x: 1 } } }, { function: { name: "g" } }])
    expect(a?.function.arguments).toBe('{"x":1}')
    expect(a?.id).not.toBe(b?.id)
  })

  it("in a stream: an id with the first piece, arguments before the end, and only where they are missing", () => {
    const pieces = streamed([
      event({ tool_calls: [{ index: 0, id: "", function: { name: "f" } }] }),
      event({ tool_calls: [{ index: 1, id: "c", type: "function", function: { name: "g", arguments: "" } }] }),
      event({ tool_calls: [{ index: 1, id: "", function: { arguments: '{"x":1}' } }] }),
      event({}, "tool_calls"),
    ])
    expect(pieces[0]).toMatchObject({ index: 0, type: "function", function: { name: "f", arguments: "" } })
    expect(pieces[0]?.id).toMatch(ID)
    expect(pieces.slice(1)).toEqual([
      { index: 1, id: "c", type: "function", function: { name: "g", arguments: "" } },
      { index: 1, function: { arguments: '{"x":1}' } },
      { index: 0, function: { arguments: "{}" } },
    ])
  })

  it("in a stream: calls without a number are told apart by their names", () => {
    const pieces = streamed([
      event({ tool_calls: [{ function: { name: "f", arguments: "{" } }] }),
      event({ tool_calls: [{ function: { arguments: "}" } }] }),
      event({ tool_calls: [{ function: { name: "g", arguments: "{}" } }] }, "tool_calls"),
    ])
    expect(pieces.map(({ index }) => index)).toEqual([0, 0, 1])
  })
})
