import { describe, expect, it } from "vitest"
import { conversation, prettyJson } from "./conversation"

const text = (value: string) => ({ kind: "text", title: null, text: value })

describe("conversation", () => {
  it("reads an OpenAI chat with parts, a tool call and its result", () => {
    const request = {
      messages: [
        { role: "system", content: "Be brief." },
        {
          role: "user",
          content: [
            { type: "text", text: "Weather?" },
            { type: "image_url", image_url: { url: "https://x.test/a.png" } },
          ],
        },
        {
          role: "assistant",
          content: null,
          tool_calls: [{ id: "c1", function: { name: "weather", arguments: '{"city":"Oslo"}' } }],
        },
        { role: "tool", tool_call_id: "c1", content: "4 °C" },
      ],
    }
    const response = { choices: [{ message: { content: "Cold.", reasoning_content: "4 is cold" } }] }
    expect(conversation(request, response)).toEqual([
      { role: "system", blocks: [text("Be brief.")] },
      { role: "user", blocks: [text("Weather?"), { kind: "media", title: "image_url", text: "https://x.test/a.png" }] },
      { role: "assistant", blocks: [{ kind: "tool_call", title: "weather", text: '{\n  "city": "Oslo"\n}' }] },
      { role: "tool", blocks: [{ kind: "tool_result", title: "weather", text: "4 °C" }] },
      { role: "assistant", blocks: [{ kind: "reasoning", title: null, text: "4 is cold" }, text("Cold.")] },
    ])
  })
  it("reads Anthropic messages with thinking and tool blocks", () => {
    const request = {
      system: [{ type: "text", text: "Be kind." }],
      messages: [
        {
          role: "user",
          content: [{ type: "tool_result", tool_use_id: "t1", content: [{ type: "text", text: "42" }] }],
        },
      ],
    }
    const response = {
      content: [
        { type: "thinking", thinking: "hm" },
        { type: "tool_use", name: "add", input: { a: 1 } },
      ],
    }
    expect(conversation(request, response)).toEqual([
      { role: "system", blocks: [text("Be kind.")] },
      { role: "user", blocks: [{ kind: "tool_result", title: "t1", text: "42" }] },
      {
        role: "assistant",
        blocks: [
          { kind: "reasoning", title: null, text: "hm" },
          { kind: "tool_call", title: "add", text: '{\n  "a": 1\n}' },
        ],
      },
    ])
  })
  it("reads plain prompts and inputs", () => {
    expect(
      conversation({ prompt: "Once" }, { choices: [{ text: " upon" }] }).map((turn) => turn.blocks[0]?.text),
    ).toEqual(["Once", " upon"])
    expect(conversation({ input: [{ role: "user", content: "hi" }] }, null)).toEqual([
      { role: "user", blocks: [text("hi")] },
    ])
    expect(conversation({ input: ["a", "b"] }, null)[0]?.blocks).toHaveLength(2)
  })
  it("describes inline media by kind and size and never passes its data on", () => {
    const data = "A".repeat(4096)
    const request = {
      messages: [
        { role: "user", content: [{ type: "image_url", image_url: { url: `data:image/png;base64,${data}` } }] },
      ],
    }
    const block = conversation(request, null)[0]?.blocks[0]
    expect(block).toEqual({ kind: "media", title: "image_url", text: "image/png, about 3 KB" })
  })
  it("shows what it does not know as JSON, and survives anything", () => {
    expect(
      conversation({ messages: [{ role: "user", content: [{ type: "novel", x: 1 }] }] }, null)[0]?.blocks[0]?.text,
    ).toContain('"novel"')
    for (const odd of [null, 7, "x", [], {}, { messages: "no" }, { messages: [null, 3] }, { choices: [null] }]) {
      expect(() => conversation(odd, odd)).not.toThrow()
    }
  })
  it("shows what a realtime session, or the Responses API, answered: words that were spoken, calls of tools", () => {
    const said = { type: "message", role: "assistant", content: [{ type: "output_audio", transcript: "Hi there!" }] }
    const called = { type: "function_call", name: "weather", arguments: "{}" }
    expect(conversation({}, { object: "realtime.response", output: [said, called] })).toEqual([
      { role: "assistant", blocks: [text("Hi there!")] },
      { role: "assistant", blocks: [{ kind: "tool_call", title: "weather", text: "{}" }] },
    ])
    expect(conversation({}, { type: "…transcription.completed", transcript: "Hello." })).toEqual([
      { role: "user", blocks: [text("Hello.")] },
    ])
  })
  it("shows an error body as one", () => {
    expect(conversation(null, { error: { message: "no quota" } })).toEqual([
      { role: "error", blocks: [text("no quota")] },
    ])
  })
})

it("leaves text that only looks like JSON alone", () => {
  expect(prettyJson("12345678901234567890")).toBe("12345678901234567890")
  expect(prettyJson("{broken")).toBe("{broken")
})
