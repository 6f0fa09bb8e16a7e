import { describe, expect, it } from "vitest"
import { mentionsSignature, splitSignature, withoutSignatures, withSignature } from "./tool-call-id"

const signed = withSignature("call_1", "c2ln+/==")

describe("a signature inside an id", () => {
  it("comes out as it went in", () => {
    expect(splitSignature(signed)).toEqual({ id: "call_1", signature: "c2ln+/==" })
    expect(splitSignature(withSignature("call_1", null))).toEqual({ id: "call_1", signature: null })
    expect(mentionsSignature(JSON.stringify({ id: signed }))).toBe(true)
  })

  it("is cut from calls and results in the words of every dialect, and nothing else is", () => {
    const said = `I said ${signed}`
    const chat = [
      { role: "user", content: said },
      {
        role: "assistant",
        tool_calls: [
          {
            id: signed,
            type: "function",
            function: { name: "f", arguments: JSON.stringify({ id: signed }) },
            provider_specific_fields: { thought_signature: "c2ln+/==" },
          },
        ],
      },
      { role: "tool", tool_call_id: signed, content: said },
    ]
    const anthropic = [
      { role: "assistant", content: [{ type: "tool_use", id: signed, name: "f", input: { id: signed } }] },
      {
        role: "user",
        content: [{ type: "tool_result", tool_use_id: signed, content: [{ type: "text", text: said }] }],
      },
    ]
    const responses = [
      { type: "function_call", id: "fc_1", call_id: signed, name: "f", arguments: "{}" },
      { type: "function_call_output", call_id: signed, output: said },
    ]
    expect(withoutSignatures(chat)).toEqual([
      chat[0],
      {
        role: "assistant",
        tool_calls: [
          { id: "call_1", type: "function", function: { name: "f", arguments: JSON.stringify({ id: signed }) } },
        ],
      },
      { role: "tool", tool_call_id: "call_1", content: said },
    ])
    expect(withoutSignatures(anthropic)).toEqual([
      { role: "assistant", content: [{ type: "tool_use", id: "call_1", name: "f", input: { id: signed } }] },
      {
        role: "user",
        content: [{ type: "tool_result", tool_use_id: "call_1", content: [{ type: "text", text: said }] }],
      },
    ])
    expect(withoutSignatures(responses)).toEqual([
      { type: "function_call", id: "fc_1", call_id: "call_1", name: "f", arguments: "{}" },
      { type: "function_call_output", call_id: "call_1", output: said },
    ])
  })

  it("a conversation without one is the same object", () => {
    const messages = [
      { role: "assistant", tool_calls: [{ id: "call_1" }] },
      { role: "tool", tool_call_id: "call_1" },
    ]
    expect(withoutSignatures(messages)).toBe(messages)
  })
})
