import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { type MockProvider, startMockProvider } from "../mock-provider"
import anthropicRecorded from "../testdata/anthropic-messages.json" with { type: "json" }
import openaiRecorded from "../testdata/openai-chat.json" with { type: "json" }
import { contentOf, eventsOf, type Json, type MockClient, mockClient, user } from "./mock-client"

let mock: MockProvider
let client: MockClient
beforeAll(async () => {
  mock = await startMockProvider()
  client = mockClient(mock.url)
})
beforeEach(() => mock.reset())
afterAll(() => mock.close())

const weatherTool = {
  type: "function",
  function: {
    name: "get_weather",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
}

/** The names of the fields at every depth, sorted: what two answers of one shape have in common. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape)
  if (typeof value !== "object" || value === null) return typeof value
  return Object.fromEntries(
    Object.entries(value)
      .sort()
      .map(([key, inner]) => [key, shape(inner)]),
  )
}

describe("OpenAI's wire", () => {
  test("an answer has every field of the recorded one, its own id, and usage that adds up", async () => {
    const response = await client.chat("gpt-anything", { messages: user("12345678") })
    const body = await response.json()
    expect(response.status).toBe(200)
    expect(shape(body)).toEqual(shape(openaiRecorded.text.body))
    expect(body.id).not.toBe(openaiRecorded.text.body.id)
    expect(body.model).toBe("gpt-anything")
    expect(body.usage).toMatchObject({ prompt_tokens: 9, completion_tokens: 8, total_tokens: 17 })
  })

  test("a stream says the same words as the whole answer, and usage only when asked", async () => {
    const whole = await (await client.chat("ok")).json()
    const silent = await eventsOf(await client.chat("ok", { stream: true }))
    const counted = await eventsOf(await client.chat("ok", { stream: true, stream_options: { include_usage: true } }))
    expect(contentOf(silent)).toBe(whole.choices[0].message.content)
    expect(contentOf(counted)).toBe(whole.choices[0].message.content)
    expect(silent.at(-1)?.data).toBe("[DONE]")
    expect(silent.some((e) => e.data.includes('"usage"'))).toBe(false)
    expect(JSON.parse(counted.at(-2)?.data ?? "").usage).toEqual(whole.usage)
    expect(shape(JSON.parse(counted[0]?.data ?? ""))).toEqual(
      shape(JSON.parse(openaiRecorded.textStream.data[0] ?? "")),
    )
  })

  test("a tool is called when the user speaks of one, and its result is answered in words", async () => {
    const ask = { tools: [weatherTool], messages: user("What is the weather in Paris?") }
    const called = await (await client.chat("ok", ask)).json()
    expect(shape(called)).toEqual(shape(openaiRecorded.toolCall.body))
    const call = called.choices[0].message.tool_calls[0]
    expect(call.function).toEqual({ name: "get_weather", arguments: '{"city":"Paris"}' })
    const result = { role: "tool", tool_call_id: call.id, content: "sunny" }
    const after = await (
      await client.chat("ok", { ...ask, messages: [...ask.messages, called.choices[0].message, result] })
    ).json()
    expect(after.choices[0]).toMatchObject({ finish_reason: "stop", message: { content: "The tool answered: sunny" } })
  })

  test("a streamed tool call comes in pieces that join to valid arguments", async () => {
    const all = await eventsOf(await client.chat("ok", { stream: true, tools: [weatherTool], tool_choice: "required" }))
    const deltas = all.slice(0, -1).map((e) => JSON.parse(e.data).choices[0])
    const calls = deltas.flatMap((choice) => choice.delta.tool_calls ?? [])
    expect(calls[0]).toMatchObject({ index: 0, type: "function", function: { name: "get_weather", arguments: "" } })
    expect(calls.length).toBe(3)
    expect(JSON.parse(calls.map((c) => c.function.arguments).join(""))).toEqual({ city: "Paris" })
    expect(deltas.at(-1).finish_reason).toBe("tool_calls")
  })

  test("tools that nobody asks for are not called", async () => {
    const none = await (
      await client.chat("ok", { tools: [weatherTool], tool_choice: "none", messages: user("weather?") })
    ).json()
    const auto = await (await client.chat("ok", { tools: [weatherTool] })).json()
    expect([none, auto].map((b) => b.choices[0].finish_reason)).toEqual(["stop", "stop"])
  })

  test("max_tokens cuts the answer and says so", async () => {
    const body = await (await client.chat("big", { max_tokens: 5 })).json()
    expect(body.choices[0]).toMatchObject({
      finish_reason: "length",
      message: { content: "word1 word2 word3 word4 word5" },
    })
    expect(body.usage.completion_tokens).toBe(5)
  })

  test("the un-prefixed path works, another is 404, a broken body is 400", async () => {
    expect((await client.post("/chat/completions", { model: "ok", messages: user("x") })).status).toBe(200)
    expect((await client.post("/v1/nothing", {})).status).toBe(404)
    expect((await client.post("/v1/chat/completions", "{")).status).toBe(400)
    expect((await client.post("/v1/chat/completions", { model: "ok" })).status).toBe(400)
  })

  test("the models list names the behaviours", async () => {
    const body = await (await fetch(`${mock.url}/v1/models`)).json()
    expect(body.data.map((m: Json) => m.id)).toEqual(expect.arrayContaining(["ok", "demo", "hang", "slow-200ms"]))
  })
})

describe("Anthropic's wire", () => {
  test("an answer has every field of the recorded one", async () => {
    const body = await (await client.messages("claude-anything", { system: "Be kind", messages: user("Hi") })).json()
    expect(shape(body)).toEqual(shape(anthropicRecorded.text.body))
    expect(body).toMatchObject({ stop_reason: "end_turn", usage: { input_tokens: 10, output_tokens: 8 } })
  })

  test("a stream has the recorded sequence of events and ends with the usage", async () => {
    const all = await eventsOf(await client.messages("drip-1ms", { stream: true }))
    const types = all.map((e) => e.event)
    expect(new Set(types)).toEqual(new Set(anthropicRecorded.textStream.data.map((line) => JSON.parse(line).type)))
    expect([types[0], types.at(-1)]).toEqual(["message_start", "message_stop"])
    expect(all.every((e) => JSON.parse(e.data).type === e.event)).toBe(true)
    expect(JSON.parse(all.at(-2)?.data ?? "").usage).toMatchObject({ input_tokens: 8, output_tokens: 8 })
  })

  test("a tool is used, streamed too, and its result is answered in words", async () => {
    const tools = [{ name: "get_weather", input_schema: weatherTool.function.parameters }]
    const whole = await (await client.messages("ok", { tools, tool_choice: { type: "any" } })).json()
    expect(whole).toMatchObject({ stop_reason: "tool_use", content: [{ type: "tool_use", input: { city: "Paris" } }] })
    const all = await eventsOf(
      await client.messages("ok", { tools, tool_choice: { type: "tool", name: "get_weather" }, stream: true }),
    )
    const parts = all.filter((e) => e.event === "content_block_delta").map((e) => JSON.parse(e.data).delta.partial_json)
    expect(JSON.parse(parts.join(""))).toEqual({ city: "Paris" })
    const result = {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: whole.content[0].id, content: "sunny" }],
    }
    const turns = [...user("weather?"), { role: "assistant", content: whole.content }, result]
    const after = await (await client.messages("ok", { tools, messages: turns })).json()
    expect(after.content).toEqual([{ type: "text", text: "The tool answered: sunny" }])
  })

  test("errors are Anthropic's", async () => {
    const overloaded = await client.messages("529")
    expect([overloaded.status, (await overloaded.json()).error.type]).toEqual([529, "overloaded_error"])
    expect((await client.post("/v1/messages", { model: "ok", messages: user("no max_tokens") })).status).toBe(400)
    const midstream = await eventsOf(await client.messages("error-midstream", { stream: true }))
    expect(midstream.at(-1)?.event).toBe("error")
  })
})
