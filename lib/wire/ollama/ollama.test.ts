import { describe, expect, it } from "vitest"
import type { ChatRequest } from "../chat"
import { chunksOf, digestChunks, digestResponse, eventsFrom } from "../testdata/digest"
import { ollamaChat } from "./dialect"
import recordings from "./testdata/recordings.json" with { type: "json" }

const answers = recordings.filter((recording) => recording.says !== null)
const chat = (more: Partial<ChatRequest>): ChatRequest => ({
  model: "m",
  messages: [{ role: "user", content: "a" }],
  ...more,
})
const sent = (more: Partial<ChatRequest>) => ollamaChat.fromHub.request(chat(more))
const at = { model: "m", created_at: "2024-01-15T08:13:38.876196123-07:00" }
const line = (more: object) => ({ event: "", data: JSON.stringify({ ...at, done: false, ...more }) })
const call = (name: string, args: object) => ({ function: { name, arguments: args } })

describe("an answer of Ollama", () => {
  it.each(answers)("$name: says what it says", ({ response, says }) => {
    const hub = ollamaChat.toHub.response(structuredClone(response.body))
    const { content, reasoning, tools, finish, usage } = digestResponse(hub)
    const seen = {
      content,
      reasoning,
      tools,
      finish,
      prompt: usage?.prompt_tokens,
      completion: usage?.completion_tokens,
    }
    expect(seen).toEqual(says)
    expect(hub.created).toBeGreaterThan(1_700_000_000)
    expect(hub.id).toMatch(/^chatcmpl-\d{15,}$/)
  })

  it("that is an error is one: by status, in a 200, or in a stream", () => {
    const missing = recordings.find((recording) => recording.response.status === 404)
    expect(ollamaChat.toHub.error(404, JSON.stringify(missing?.response.body)).kind).toBe("model_not_found")
    expect(() => ollamaChat.toHub.response({ error: "out of memory" })).toThrow(/out of memory/)
    expect(() => ollamaChat.toHub.stream().push({ event: "", data: '{"error":"out of memory"}' })).toThrow(
      /out of memory/,
    )
    expect(ollamaChat.peek({ event: "", data: '{"error":"x"}' }).error?.kind).toBe("upstream_failed")
    expect(() => ollamaChat.toHub.response({ status: "ok" })).toThrow(/no chat message/)
  })

  it("as a stream gives thinking, text and whole calls, then the counts", () => {
    const lines = [
      line({ message: { role: "assistant", content: "", thinking: "hm" } }),
      line({ message: { role: "assistant", content: "a" } }),
      line({ message: { role: "assistant", content: "", tool_calls: [call("f", { x: 1 }), call("g", {})] } }),
      line({ done: true, done_reason: "stop", prompt_eval_count: 5, eval_count: 7 }),
    ]
    const digest = digestChunks(chunksOf(ollamaChat, lines))
    expect(digest).toMatchObject({ content: "a", reasoning: "hm", finish: "tool_calls", usage: { total_tokens: 12 } })
    expect(digest.tools.map((t) => [t.name, t.arguments])).toEqual([
      ["f", '{"x":1}'],
      ["g", "{}"],
    ])
    expect(new Set(digest.tools.map((t) => t.id)).size).toBe(2)
    expect(lines.map((l) => ollamaChat.peek(l).text ?? "").join("")).toBe('hma{"x":1}{}')
    expect(ollamaChat.peek(line({ done: true, eval_count: 1 }))).toMatchObject({
      done: true,
      usage: { completion_tokens: 1 },
    })
  })

  it("as a stream of /api/generate gives its text, and says when the limit was hit", () => {
    const lines = [line({ response: "a" }), line({ response: "b", done: true, done_reason: "length", eval_count: 2 })]
    expect(digestChunks(chunksOf(ollamaChat, lines))).toMatchObject({ content: "ab", finish: "length" })
  })

  it("as a stream without its last line is cut", () => {
    expect(() => chunksOf(ollamaChat, [line({ message: { content: "a" } })])).toThrow(/closed the stream/)
    expect(() => ollamaChat.toHub.stream().push({ event: "", data: "{" })).toThrow(/broken event/)
  })
})

describe("a request to Ollama", () => {
  it("puts sampling, limits and its own options under options, and says whether to stream", () => {
    const body = sent({
      max_tokens: 9,
      temperature: 0,
      top_p: 0.5,
      seed: 1,
      stop: "x",
      frequency_penalty: 0.1,
      num_ctx: 8192,
      keep_alive: "1h",
      options: { num_gpu: 1, temperature: 0.2 },
    })
    expect(body).toEqual({
      ...{ model: "m", messages: [{ role: "user", content: "a" }], stream: false, keep_alive: "1h" },
      options: {
        temperature: 0.2,
        top_p: 0.5,
        seed: 1,
        frequency_penalty: 0.1,
        num_ctx: 8192,
        num_predict: 9,
        stop: ["x"],
        num_gpu: 1,
      },
    })
    expect(sent({ stream: true }).stream).toBe(true)
  })

  it("thinks by level where levels are known, otherwise or not at all", () => {
    expect(sent({ reasoning_effort: "minimal", model: "gpt-oss:20b" }).think).toBe("low")
    expect(sent({ reasoning_effort: "high" }).think).toBe(true)
    expect(sent({ reasoning_effort: "none" }).think).toBe(false)
    expect(sent({ thinking: { type: "disabled" } }).think).toBe(false)
    expect(sent({ think: "medium" }).think).toBe("medium")
    expect(sent({})).not.toHaveProperty("think")
  })

  it("asks for JSON, by schema when there is one", () => {
    const schema = { type: "object" }
    expect(sent({ response_format: { type: "json_object" } }).format).toBe("json")
    expect(sent({ response_format: { type: "json_schema", json_schema: { name: "n", schema } } }).format).toEqual(
      schema,
    )
    expect(sent({ response_format: { type: "text" } })).not.toHaveProperty("format")
  })

  it("gives images as bare base64, arguments as objects, and a result with its tool's name", () => {
    const tool_calls = [{ id: "c", type: "function" as const, function: { name: "f", arguments: "[1" } }]
    const image = { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }
    const { messages } = sent({
      messages: [
        { role: "user", content: [{ type: "text", text: "see" }, image] },
        { role: "assistant", content: null, reasoning_content: "hm", tool_calls },
        { role: "tool", tool_call_id: "c", content: "r" },
      ],
    })
    expect(messages).toEqual([
      { role: "user", content: "see", images: ["AAAA"] },
      {
        role: "assistant",
        content: "",
        thinking: "hm",
        tool_calls: [{ id: "c", function: { name: "f", arguments: { invalid_arguments: "[1" } } }],
      },
      { role: "tool", content: "r", tool_name: "f", tool_call_id: "c" },
    ])
  })

  it("offers the tool that must be called and says so, since Ollama cannot force one", () => {
    const tools = ["f", "g"].map((name) => ({ type: "function", function: { name } }))
    const named = sent({ tools, tool_choice: { type: "function", function: { name: "g" } } })
    expect(named.tools).toEqual([{ type: "function", function: { name: "g" } }])
    const told = (content: string) => [
      { role: "user", content: "a" },
      { role: "system", content },
    ]
    expect(named.messages).toEqual(told("Answer by calling the tool g."))
    expect(sent({ tools, tool_choice: "required" }).messages).toEqual(told("Answer by calling one of the tools."))
    const missing = { tools, tool_choice: { type: "function" as const, function: { name: "h" } } }
    expect(() => sent(missing)).toThrow(expect.objectContaining({ kind: "invalid_request", param: "tool_choice" }))
  })

  it("takes text files as text", () => {
    const file = { filename: "n.txt", file_data: `data:text/plain;base64,${btoa("words")}` }
    const { messages } = sent({ messages: [{ role: "user", content: [{ type: "file", file }] }] })
    expect(messages).toEqual([{ role: "user", content: "n.txt\nwords" }])
  })

  it("offers no tools when none may be called", () => {
    const tools = [{ type: "function", function: { name: "f", strict: true } }]
    expect(sent({ tools, tool_choice: "none" })).not.toHaveProperty("tools")
    expect(sent({ tools, tool_choice: "auto" }).tools).toEqual([{ type: "function", function: { name: "f" } }])
  })

  it.each([
    ["n", { n: 2 }],
    [
      "messages[0].content[0]",
      {
        messages: [{ role: "user" as const, content: [{ type: "image_url", image_url: { url: "https://h/i.png" } }] }],
      },
    ],
    [
      "messages[0].content[0]",
      { messages: [{ role: "user" as const, content: [{ type: "file", file: { file_id: "f" } }] }] },
    ],
  ])("that cannot be said is refused, naming %s", (param, more) => {
    expect(() => sent(more)).toThrow(expect.objectContaining({ kind: "unsupported_params", param }))
  })
})

describe("a client of Ollama", () => {
  it("gets every call once and whole, also from providers that give every call the index 0", () => {
    const said = (id: string, args: string) => ({
      ...{ id: "i", object: "chat.completion.chunk" as const, created: 1, model: "m" },
      choices: [
        {
          index: 0,
          delta: { tool_calls: [{ index: 0, id, function: { name: "f", arguments: args } }] },
          finish_reason: null,
        },
      ],
    })
    const [calls] = eventsFrom(ollamaChat, [said("c", '{"a":'), said("c", "1}"), said("d", "{}")]).map((e) =>
      JSON.parse(e.data),
    )
    expect(calls.message.tool_calls).toEqual([
      { id: "c", function: { name: "f", arguments: { a: 1 } } },
      { id: "d", function: { name: "f", arguments: {} } },
    ])
  })

  it("is streamed to unless it declines, and its options become the hub's fields", () => {
    const hub = ollamaChat.toHub.request({
      model: "m",
      messages: [{ role: "user", content: "a" }],
      options: { num_predict: 5, num_ctx: 9, stop: ["x"], seed: 1 },
      think: true,
    })
    expect(hub).toMatchObject({
      stream: true,
      max_tokens: 5,
      stop: ["x"],
      seed: 1,
      options: { num_ctx: 9 },
      reasoning_effort: "medium",
    })
  })

  it("may ask /api/generate's way, with a system text and images", () => {
    const hub = ollamaChat.toHub.request({ model: "m", prompt: "p", system: "s", images: ["/9j/AA"], stream: false })
    const image = { type: "image_url", image_url: { url: "data:image/jpeg;base64,/9j/AA" } }
    expect(hub.messages).toEqual([
      { role: "system", content: "s" },
      { role: "user", content: [{ type: "text", text: "p" }, image] },
    ])
  })

  it("may leave out ids of calls: a result finds the last call of its tool", () => {
    const { messages } = ollamaChat.toHub.request({
      model: "m",
      messages: [
        { role: "assistant", content: "", tool_calls: [call("f", {}), call("g", {})] },
        { role: "tool", tool_name: "f", content: "r" },
      ],
    })
    expect(messages[1]?.tool_call_id).toBe(messages[0]?.tool_calls?.[0]?.id)
  })
})
