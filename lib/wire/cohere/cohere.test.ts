import { describe, expect, it } from "vitest"
import type { ChatRequest } from "../chat"
import { chunksOf, type Digest, digestChunks, digestResponse, eventsOf } from "../testdata/digest"
import { cohere } from "./dialect"
import recordings from "./testdata/recordings.json" with { type: "json" }

const streams = recordings.filter((recording) => typeof recording.response.body === "string")
const answers = recordings.filter((recording) => recording.says !== null && !streams.includes(recording))

function seen(digest: Digest, annotations: number) {
  const { content, reasoning, tools, finish, usage } = digest
  return {
    ...{ content, reasoning, tools, finish, annotations },
    prompt: usage?.prompt_tokens,
    completion: usage?.completion_tokens,
    cached: usage?.prompt_tokens_details?.cached_tokens ?? null,
    reasoningTokens: usage?.completion_tokens_details?.reasoning_tokens ?? null,
  }
}

const chat = (more: Partial<ChatRequest>): ChatRequest => ({
  model: "m",
  messages: [{ role: "user", content: "a" }],
  ...more,
})
const sent = (more: Partial<ChatRequest>) => cohere.fromHub.request(chat(more))

describe("a recorded answer of Cohere", () => {
  it.each(answers)("$name: says what it says", ({ response, says }) => {
    const hub = cohere.toHub.response(structuredClone(response.body))
    const annotations = hub.choices[0]?.message.annotations as unknown[] | undefined
    expect(seen(digestResponse(hub), annotations?.length ?? 0)).toEqual(says)
    expect(cohere.usage(response.body)).toEqual(hub.usage)
  })

  it.each(streams)("$name: says what it says", ({ response, says }) => {
    const events = eventsOf(Buffer.from(String(response.body)))
    const chunks = chunksOf(cohere, events)
    const annotations = chunks.flatMap((c) => (c.choices[0]?.delta.annotations as unknown[] | undefined) ?? [])
    expect(seen(digestChunks(chunks), annotations.length)).toEqual(says)
    expect(chunks.at(-1)?.choices).toEqual([])
    expect(events.map((e) => cohere.peek(e).usage).find(Boolean)).toEqual(chunks.at(-1)?.usage)
  })

  it("keeps its plan and its citations for the way back", () => {
    const body = recordings.find((recording) => recording.name === "a tool result as a document, cited")?.response.body
    const again = cohere.fromHub.response(cohere.toHub.response(structuredClone(body))) as { message: unknown }
    expect(again.message).toEqual((body as { message: unknown }).message)
  })

  it("places citations in the joined text of several blocks", () => {
    const content = [
      { type: "text", text: "one " },
      { type: "text", text: "two" },
    ]
    const source = { type: "document", id: "d", document: { title: "T", url: "https://e.x" } }
    const citations = [{ start: 0, end: 3, text: "two", content_index: 1, type: "TEXT_CONTENT", sources: [source] }]
    const hub = cohere.toHub.response({
      id: "i",
      message: { role: "assistant", content, citations },
      finish_reason: "COMPLETE",
    })
    const url_citation = { start_index: 4, end_index: 7, title: "T", url: "https://e.x" }
    expect(hub.choices[0]?.message.annotations).toEqual([{ type: "url_citation", url_citation }])
  })

  it("that failed or ran out of time is an error, whole or as a stream", () => {
    const body = (finish_reason: string) => ({ id: "i", message: { role: "assistant", content: [] }, finish_reason })
    expect(() => cohere.toHub.response(body("ERROR"))).toThrow(/failed while it generated/)
    expect(() => cohere.toHub.response(body("TIMEOUT"))).toThrow(/ran out of time/)
    const end = {
      event: "",
      data: JSON.stringify({ type: "message-end", delta: { finish_reason: "ERROR", error: "x" } }),
    }
    expect(() => cohere.toHub.stream().push(end)).toThrow(/failed while it generated/)
    expect(cohere.peek(end).error?.kind).toBe("upstream_failed")
  })

  it("that is an error by itself is one, by status or inside a 200", () => {
    const { response } = recordings.find((recording) => recording.name === "too many tokens") ?? {}
    const e = cohere.toHub.error(400, JSON.stringify(response?.body))
    expect(e).toMatchObject({ kind: "context_window_exceeded", status: 400 })
    expect(cohere.toHub.error(401, '{"message":"invalid api token"}').kind).toBe("upstream_auth")
    expect(() => cohere.toHub.response({ message: "no" })).toThrow(/The provider said: no/)
    expect(() => cohere.toHub.stream().push({ event: "", data: '{"message":"no"}' })).toThrow(/no/)
  })
})

describe("a request to Cohere", () => {
  it("says limits, stops and sampling in Cohere's words, and lets its own fields ride along", () => {
    const body = sent({
      max_tokens: 1,
      max_completion_tokens: 2,
      stop: "x",
      top_p: 0.5,
      top_k: 3,
      seed: 7,
      safety_mode: "OFF",
    })
    expect(body).toEqual({
      ...{ model: "m", messages: [{ role: "user", content: "a" }], max_tokens: 2, stop_sequences: ["x"] },
      ...{ p: 0.5, k: 3, seed: 7, safety_mode: "OFF" },
    })
  })

  it("offers only the tool that must be called, since Cohere cannot name one", () => {
    const tools = ["a", "b"].map((name) => ({ type: "function", function: { name, strict: true } }))
    expect(sent({ tools, tool_choice: { type: "function", function: { name: "b" } } })).toMatchObject({
      tools: [{ type: "function", function: { name: "b" } }],
      tool_choice: "REQUIRED",
      strict_tools: true,
    })
    expect(sent({ tools, tool_choice: "none" }).tool_choice).toBe("NONE")
    expect(sent({ tools, tool_choice: "auto" })).not.toHaveProperty("tool_choice")
    expect(() => sent({ tools, tool_choice: { type: "function", function: { name: "c" } } })).toThrow(/not in `tools`/)
  })

  it("asks for JSON by schema, and for thinking by budget", () => {
    const schema = { type: "object" }
    expect(
      sent({ response_format: { type: "json_schema", json_schema: { name: "n", schema } } }).response_format,
    ).toEqual({
      type: "json_object",
      json_schema: schema,
    })
    expect(sent({ reasoning_effort: "medium" }).thinking).toEqual({ type: "enabled", token_budget: 2048 })
    expect(sent({ reasoning_effort: "none" }).thinking).toEqual({ type: "disabled" })
    expect(sent({ thinking: { type: "enabled", budget_tokens: 9 } }).thinking).toEqual({
      type: "enabled",
      token_budget: 9,
    })
    expect(() => sent({ reasoning_effort: "wild" })).toThrow(/reasoning_effort/)
  })

  it("gives a tool's JSON object as a document, its text as text, and an assistant's plan as the plan", () => {
    const call = { id: "c", type: "function", function: { name: "f", arguments: "" } } as const
    const body = sent({
      messages: [
        { role: "developer", content: "d" },
        {
          role: "assistant",
          content: null,
          reasoning_content: "why. plan",
          tool_calls: [call],
          provider_specific_fields: { tool_plan: "plan" },
        },
        { role: "tool", tool_call_id: "c", content: '{"n": 1.0}' },
        { role: "tool", tool_call_id: "c", content: "plain" },
      ],
    })
    expect(body.messages).toEqual([
      { role: "system", content: "d" },
      {
        role: "assistant",
        content: [{ type: "thinking", thinking: "why. " }],
        tool_plan: "plan",
        tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: "c", content: [{ type: "document", document: { data: '{"n": 1.0}' } }] },
      { role: "tool", tool_call_id: "c", content: "plain" },
    ])
  })

  it.each([
    ["n", { n: 2 }],
    ["logit_bias", { logit_bias: { "1": 1 } }],
    [
      "messages[0].content[0]",
      {
        messages: [
          { role: "user" as const, content: [{ type: "input_audio", input_audio: { data: "", format: "wav" } }] },
        ],
      },
    ],
    [
      "messages[0].content[0]",
      { messages: [{ role: "user" as const, content: [{ type: "file", file: { file_id: "f" } }] }] },
    ],
  ])("that cannot be said is refused, naming %s", (param, more) => {
    expect(() => sent(more)).toThrow(expect.objectContaining({ kind: "unsupported_params", param }))
  })

  it("leaves out what asks for nothing", () => {
    const body = sent({
      n: 1,
      logit_bias: {},
      user: "u",
      stream_options: { include_usage: true },
      parallel_tool_calls: true,
    })
    expect(Object.keys(body).sort()).toEqual(["messages", "model"])
  })
})

describe("a client of Cohere", () => {
  it("is understood: its recorded requests come out as they came in", () => {
    for (const { request } of recordings) {
      if (!request) continue
      const hub = cohere.toHub.request(structuredClone(request) as Record<string, unknown>)
      const again = cohere.toHub.request(cohere.fromHub.request(hub))
      expect(again.messages).toEqual(hub.messages)
      expect(again.tools).toEqual(hub.tools)
    }
  })

  it.each([
    [{ messages: [] }, "model"],
    [{ model: "m", messages: [] }, "messages"],
    [{ model: "m", messages: [{ role: "bot", content: "" }] }, "messages[0].role"],
    [{ model: "m", messages: [{ role: "user", content: "" }], stream: "yes" }, "stream"],
  ])("%j is refused, naming the field", (body, param) => {
    expect(() => cohere.toHub.request(body)).toThrow(expect.objectContaining({ kind: "invalid_request", param }))
  })
})
