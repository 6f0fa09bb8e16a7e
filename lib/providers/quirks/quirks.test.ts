import { describe, expect, it } from "vitest"
import type { ChatMessage, ChatRequest } from "#lib/wire/chat"
import { withoutCacheControl } from "./cache-control"
import { limitAsMaxCompletionTokens, limitAsMaxTokens } from "./limits"
import { onlyMessageFields, reasoningAs } from "./message-fields"
import { adaptToMistral, mistralToolId } from "./mistral"
import { developerAsSystem } from "./roles"
import { imagesAfterToolResults } from "./tool-result-images"

const chat = (messages: ChatMessage[], more: Partial<ChatRequest> = {}): ChatRequest => ({
  model: "m",
  messages,
  ...more,
})
const user: ChatMessage = { role: "user", content: "a" }
const call = (id: string) => ({ id, type: "function" as const, function: { name: "f", arguments: "{}" } })
const image = { type: "image_url", image_url: { url: "data:image/png;base64,AA" } }
const mark = { type: "ephemeral" }

describe("what a provider wants said differently", () => {
  it.each([
    ["withoutCacheControl", withoutCacheControl],
    ["limitAsMaxTokens", limitAsMaxTokens],
    ["limitAsMaxCompletionTokens", limitAsMaxCompletionTokens],
    ["onlyMessageFields", onlyMessageFields(["role", "content"])],
    ["reasoningAs", reasoningAs("reasoning")],
    ["developerAsSystem", developerAsSystem],
    ["imagesAfterToolResults", imagesAfterToolResults],
  ])("%s gives the same object when there is nothing to change", (_name, adapt) => {
    const given = chat([user])
    expect(adapt(given)).toBe(given)
  })

  it("cache marks go, wherever they stand, and nothing else", () => {
    const given = chat(
      [
        { ...user, content: [{ type: "text", text: "a", cache_control: mark }] },
        { role: "assistant", content: null, tool_calls: [{ ...call("c"), cache_control: mark }] },
        { role: "tool", tool_call_id: "c", content: "r", cache_control: mark },
      ],
      { tools: [{ type: "function", function: { name: "f" }, cache_control: mark }], cache_control: mark },
    )
    const before = structuredClone(given)
    const said = withoutCacheControl(given)
    expect(JSON.stringify(said)).toBe(JSON.stringify(given).replaceAll(/,?"cache_control":\{"type":"ephemeral"\}/g, ""))
    expect(given).toEqual(before)
  })

  it("images of tool results follow in a user message, behind all results of the turn", () => {
    const said = imagesAfterToolResults(
      chat([
        { role: "assistant", content: null, tool_calls: [call("c"), call("d")] },
        { role: "tool", tool_call_id: "c", content: [{ type: "text", text: "t" }, image] },
        { role: "tool", tool_call_id: "d", content: [image] },
        user,
      ]),
    )
    expect(said.messages.map((m) => m.role)).toEqual(["assistant", "tool", "tool", "user", "user"])
    expect(said.messages[1]?.content).toEqual([{ type: "text", text: "t" }])
    expect(said.messages[2]?.content).toBe("The result is in the next user message.")
    expect(said.messages[3]?.content).toEqual([
      { type: "text", text: "Result of the tool call c:" },
      image,
      { type: "text", text: "Result of the tool call d:" },
      image,
    ])
  })

  it("a limit has the name the provider knows, and the newer name wins", () => {
    expect(limitAsMaxTokens(chat([user], { max_completion_tokens: 1, max_tokens: 2 }))).toEqual(
      chat([user], { max_tokens: 1 }),
    )
    expect(limitAsMaxCompletionTokens(chat([user], { max_tokens: 2 }))).toEqual(
      chat([user], { max_completion_tokens: 2 }),
    )
    const both = chat([user], { max_completion_tokens: 1, max_tokens: 2 })
    expect(limitAsMaxCompletionTokens(both)).toEqual(chat([user], { max_completion_tokens: 1 }))
  })

  it("earlier thinking has the name the provider knows; its own field wins", () => {
    const said = reasoningAs("reasoning")(
      chat([
        { role: "assistant", content: "a", reasoning_content: "r" },
        { role: "assistant", content: "a", reasoning_content: "r", reasoning: "own" },
      ]),
    )
    expect(said.messages).toEqual([
      { role: "assistant", content: "a", reasoning: "r" },
      { role: "assistant", content: "a", reasoning: "own" },
    ])
  })
})

describe("Mistral", () => {
  it("gets ids of nine letters and digits, the same for a call and its result, different for different calls", () => {
    const [a, b] = [call("call_1"), call("call_2")]
    const said = adaptToMistral(
      chat([
        { role: "assistant", content: null, tool_calls: [a, b] },
        { role: "tool", tool_call_id: "call_2", content: "r" },
      ]),
    )
    const ids = said.messages[0]?.tool_calls?.map((c) => c.id) ?? []
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9]{9}$/)
    expect(ids[0]).not.toBe(ids[1])
    expect(said.messages[1]?.tool_call_id).toBe(ids[1])
    expect(mistralToolId("AbCdEf123")).toBe("AbCdEf123")
  })

  it("is asked in its own words", () => {
    const said = adaptToMistral(
      chat([{ role: "developer", content: "d", name: "n" }], {
        ...{
          seed: 1,
          tool_choice: "required",
          max_completion_tokens: 2,
          user: "u",
          stream_options: { include_usage: true },
        },
      }),
    )
    expect(said).toEqual({
      model: "m",
      messages: [{ role: "system", content: "d" }],
      random_seed: 1,
      tool_choice: "any",
      max_tokens: 2,
    })
  })

  it("gets earlier thinking back where a model has a place for it, and never as an unknown field", () => {
    const answer: ChatMessage = {
      role: "assistant",
      content: "a",
      reasoning_content: "r",
      refusal: null,
      annotations: [],
    }
    const thinking = { type: "thinking", thinking: [{ type: "text", text: "r" }] }
    expect(adaptToMistral({ ...chat([answer]), model: "magistral-medium" }).messages).toEqual([
      { role: "assistant", content: [thinking, { type: "text", text: "a" }] },
    ])
    expect(adaptToMistral(chat([answer])).messages).toEqual([{ role: "assistant", content: "a" }])
  })

  it("gets files as documents and sounds as their bytes", () => {
    const file = { type: "file", file: { file_data: "data:application/pdf;base64,AA", filename: "f.pdf" } }
    const sound = { type: "input_audio", input_audio: { data: "BB", format: "wav" } }
    expect(adaptToMistral(chat([{ role: "user", content: [file, sound] }])).messages[0]?.content).toEqual([
      { type: "document_url", document_url: "data:application/pdf;base64,AA", document_name: "f.pdf" },
      { type: "input_audio", input_audio: "BB" },
    ])
  })
})
