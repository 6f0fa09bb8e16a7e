import { describe, expect, it } from "vitest"
import { GatewayError } from "#lib/core/errors"
import type { ChatChunk } from "../chat"
import { chunksOf, digestChunks, eventsFrom } from "../testdata/digest"
import { gemini } from "./dialect"

const answer = (candidate: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  candidates: [{ content: { role: "model", parts: [{ text: "hi" }] }, finishReason: "STOP", index: 0, ...candidate }],
  responseId: "r-1",
  modelVersion: "gemini-x",
  ...more,
})
const first = (body: unknown) => gemini.toHub.response(body).choices[0]
const events = (...bodies: unknown[]) => bodies.map((body) => ({ event: "", data: JSON.stringify(body) }))

describe("Gemini's answers", () => {
  it.each([
    ["STOP", "stop"],
    ["MAX_TOKENS", "length"],
    ["MALFORMED_FUNCTION_CALL", "stop"],
    ["SOMETHING_NEW", "stop"],
    ...["SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE", "OTHER", "IMAGE_SAFETY"].map(
      (reason) => [reason, "content_filter"],
    ),
  ])("the finish reason %s is %s, and comes back", (reason, finish) => {
    const hub = gemini.toHub.response(answer({ finishReason: reason }))
    expect(hub.choices[0]?.finish_reason).toBe(finish)
    expect(gemini.fromHub.response(hub)).toMatchObject({ candidates: [{ finishReason: reason }] })
  })

  it("a blocked prompt is a filtered answer, whole or streamed", () => {
    const blocked = {
      promptFeedback: { blockReason: "SAFETY" },
      usageMetadata: { promptTokenCount: 4, totalTokenCount: 4 },
    }
    const hub = gemini.toHub.response(blocked)
    expect(hub.choices[0]).toMatchObject({ finish_reason: "content_filter", message: { content: null } })
    expect(hub.usage).toMatchObject({ prompt_tokens: 4, completion_tokens: 0 })
    expect(gemini.fromHub.response(hub)).toMatchObject({ promptFeedback: { blockReason: "SAFETY" } })
    const streamed = chunksOf(gemini, events(blocked))
    expect(digestChunks(streamed)).toMatchObject({ finish: "content_filter", usage: { prompt_tokens: 4 } })
    expect(
      eventsFrom(gemini, streamed)
        .map((e) => e.data)
        .join(),
    ).toContain('"promptFeedback":{"blockReason":"SAFETY"}')
  })

  it("a blocked prompt that nobody counted used nothing, and says so", () => {
    const blocked = {
      promptFeedback: { blockReason: "PROHIBITED_CONTENT" },
      usageMetadata: { trafficType: "ON_DEMAND" },
    }
    const none = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
    expect(gemini.toHub.response(blocked).usage).toMatchObject(none)
    expect(gemini.usage(blocked)).toMatchObject(none)
    expect(digestChunks(chunksOf(gemini, events(blocked)))).toMatchObject({ usage: none })
  })

  it("counts thoughts as completion, tool prompts as prompt, and cached audio once", () => {
    const usage = {
      promptTokenCount: 100,
      toolUsePromptTokenCount: 20,
      candidatesTokenCount: 30,
      thoughtsTokenCount: 50,
      totalTokenCount: 200,
      cachedContentTokenCount: 60,
      promptTokensDetails: [
        { modality: "TEXT", tokenCount: 70 },
        { modality: "AUDIO", tokenCount: 30 },
      ],
      cacheTokensDetails: [{ modality: "AUDIO", tokenCount: 10 }],
    }
    expect(gemini.usage(answer({}, { usageMetadata: usage }))).toMatchObject({
      prompt_tokens: 120,
      completion_tokens: 80,
      total_tokens: 200,
      prompt_tokens_details: { cached_tokens: 60, text_tokens: 70, audio_tokens: 20, tool_use_tokens: 20 },
      completion_tokens_details: { reasoning_tokens: 50 },
      cache_read_input_tokens: 60,
    })
  })

  it("does not count thoughts twice where the candidates already hold them", () => {
    const usageMetadata = {
      promptTokenCount: 10,
      candidatesTokenCount: 90,
      thoughtsTokenCount: 40,
      totalTokenCount: 100,
    }
    expect(gemini.usage({ usageMetadata })?.completion_tokens).toBe(90)
  })

  it("gives drawn pictures as data URLs with the signature that belongs to them", () => {
    const part = { inlineData: { mimeType: "image/png", data: "AAAA" }, thoughtSignature: "c2ln" }
    const message = first(answer({ content: { parts: [{ text: "a cat" }, part] } }))?.message
    expect(message?.images).toEqual([
      { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" }, index: 0, thought_signature: "c2ln" },
    ])
    const back = gemini.fromHub.request({ model: "gemini-3-pro-image", messages: message ? [message] : [] })
    expect(back.contents).toEqual([{ role: "model", parts: [{ text: "a cat" }, part] }])
  })

  it("places sources by character where Gemini counts bytes", () => {
    const text = "Größe: 5 m."
    const groundingMetadata = {
      groundingChunks: [{ web: { uri: "https://a.example/x", title: "A" } }],
      groundingSupports: [{ segment: { startIndex: 9, endIndex: 13 }, groundingChunkIndices: [0] }],
    }
    const body = answer({ content: { parts: [{ text }] }, groundingMetadata })
    const said = chunksOf(gemini, events(body)).flatMap((chunk) => chunk.choices.map(({ delta }) => delta))
    for (const message of [first(body)?.message, said.find((delta) => delta.annotations)]) {
      const [cited] = (message?.annotations ?? []) as { url_citation: Record<string, unknown> }[]
      const { start_index: start, end_index: end, url } = cited?.url_citation ?? {}
      expect(url).toBe("https://a.example/x")
      expect(text.slice(Number(start), Number(end))).toBe("5 m.")
    }
  })

  it("makes ids for calls that have none: unique, repeatable, and no longer than OpenAI takes", () => {
    const parts = [{ functionCall: { name: "f" } }, { functionCall: { name: "f" } }]
    const ids = (more: Record<string, unknown>) =>
      first(answer({ content: { parts } }, more))?.message.tool_calls?.map(({ id }) => id) ?? []
    expect(ids({})).toEqual(["call_r-1_0", "call_r-1_1"])
    for (const id of ids({ responseId: undefined })) expect(id.length).toBeLessThanOrEqual(40)
    expect(ids({ responseId: undefined })).not.toEqual(ids({ responseId: undefined }))
  })

  it("several candidates are several choices, in a stream too", () => {
    const parts = (text: string, index: number) => ({ content: { parts: [{ text }] }, index, finishReason: "STOP" })
    const body = { candidates: [parts("a", 0), parts("b", 1)], responseId: "r" }
    expect(gemini.toHub.response(body).choices.map((c) => [c.index, c.message.content])).toEqual([
      [0, "a"],
      [1, "b"],
    ])
    const said = chunksOf(gemini, events(body)).flatMap((chunk) => chunk.choices.map((c) => [c.index, c.delta.content]))
    expect(said).toEqual(
      expect.arrayContaining([
        [0, "a"],
        [1, "b"],
      ]),
    )
  })

  it.each([
    [400, "API key not valid. Please pass a valid API key.", "upstream_auth"],
    [400, "The input token count (9) exceeds the maximum number of tokens allowed (5).", "context_window_exceeded"],
    [404, "models/x is not found", "model_not_found"],
    [429, "Resource has been exhausted", "upstream_rate_limited"],
    [503, "The model is overloaded.", "upstream_unavailable"],
  ])("the error %i «%s» is %s, also in a list", (status, message, kind) => {
    const error = { error: { code: status, message, status: "X", details: [{ retryDelay: "7.2s" }] } }
    expect(gemini.toHub.error(status, JSON.stringify(error)).kind).toBe(kind)
    expect(gemini.toHub.error(500, JSON.stringify(error)).kind).toBe(kind)
    const listed = gemini.toHub.error(status, JSON.stringify([error]))
    expect([listed.kind, listed.message.includes("[{")]).toEqual([kind, false])
    if (kind === "upstream_rate_limited") expect(listed.retryAfterSeconds).toBe(8)
  })

  it("tells its own clients of errors in Google's envelope", () => {
    const e = new GatewayError("upstream_rate_limited", "Slow down.")
    expect(gemini.fromHub.error(e)).toEqual({
      error: { code: 429, message: "Slow down.", status: "RESOURCE_EXHAUSTED" },
    })
    expect(JSON.parse(gemini.fromHub.errorEvent(e).data)).toEqual(gemini.fromHub.error(e))
  })

  it("what is no answer is a failure of the provider", () => {
    for (const body of [null, "x", {}, [], { choices: [] }])
      expect(() => gemini.toHub.response(body)).toThrow(expect.objectContaining({ kind: "upstream_failed" }))
    expect(() => gemini.toHub.response({ error: { code: 503, message: "overloaded" } })).toThrow(
      expect.objectContaining({ kind: "upstream_unavailable" }),
    )
  })
})

describe("Gemini's streams", () => {
  it("one that is cut, broken or ends in an error says so", () => {
    const half = answer({ finishReason: undefined })
    expect(() => chunksOf(gemini, events(half))).toThrow(/before the answer was complete/)
    expect(() => chunksOf(gemini, [{ event: "", data: '{"candidates": [' }])).toThrow(/broken event/)
    const failed = events(half, { error: { code: 503, message: "overloaded", status: "UNAVAILABLE" } })
    expect(() => chunksOf(gemini, failed)).toThrow(expect.objectContaining({ kind: "upstream_unavailable" }))
    expect(failed.map((e) => gemini.peek(e).error?.kind)).toEqual([undefined, "upstream_unavailable"])
  })

  it("a call in an earlier event than STOP still finishes as a call", () => {
    const call = { content: { parts: [{ functionCall: { name: "f", args: {} } }] }, finishReason: undefined }
    const chunks = chunksOf(gemini, events(answer(call), answer({ content: { parts: [{ text: "" }] } })))
    expect(digestChunks(chunks)).toMatchObject({ finish: "tool_calls", tools: [{ id: "call_r-1_0", name: "f" }] })
  })

  it("a call whose arguments come in pieces is put together, also when its last piece is missing", () => {
    const part = (functionCall: Record<string, unknown>, more = {}) =>
      answer({ content: { parts: [{ functionCall, ...more }] }, finishReason: undefined })
    const at = (jsonPath: string, value: Record<string, unknown>) =>
      part({ partialArgs: [{ jsonPath, ...value }], willContinue: true })
    const chunks = chunksOf(
      gemini,
      events(
        part({ name: "f", willContinue: true }, { thoughtSignature: "c2ln" }),
        at("$.list[0].name", { stringValue: "Gr", willContinue: true }),
        at("$.list[0].name", { stringValue: "öße" }),
        at("$.list[1].n", { numberValue: 0.5 }),
        at("$.on", { boolValue: false }),
        at("$.none", { nullValue: "NULL_VALUE" }),
        at("$.__proto__.polluted", { stringValue: "x" }),
        part({}),
        part({ name: "whole", args: { a: 1 } }),
        part({ name: "cut", willContinue: true }),
        at("$['id']", { stringValue: "A" }),
        answer({ content: { parts: [] } }),
      ),
    )
    const { tools, finish } = digestChunks(chunks)
    expect(finish).toBe("tool_calls")
    expect(tools.map((tool) => [tool.name, JSON.parse(tool.arguments)])).toEqual([
      ["f", { list: [{ name: "Größe" }, { n: 0.5 }], on: false, none: null }],
      ["whole", { a: 1 }],
      ["cut", { id: "A" }],
    ])
    expect(tools[0]?.id).toBe("call_r-1_0__thought__c2ln")
    expect({}).not.toHaveProperty("polluted")
  })

  it("a Gemini client gets calls whole, and the usage with the reason at the end", () => {
    const chunk = (delta: ChatChunk["choices"][0]["delta"], finish_reason: "tool_calls" | null = null): ChatChunk => ({
      id: "c",
      object: "chat.completion.chunk",
      created: 1,
      model: "m",
      choices: [{ index: 0, delta, finish_reason }],
    })
    const call = (index: number, id: string | undefined, args: string, name?: string) =>
      chunk({
        tool_calls: [{ index, ...(id ? { id } : {}), function: { ...(name ? { name } : {}), arguments: args } }],
      })
    const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 }
    const sent = eventsFrom(gemini, [
      chunk({ content: "wait" }),
      call(0, "c0", "", "f"),
      call(1, "c1", '{"b":', "g"),
      call(0, undefined, '{"a":1}'),
      call(1, undefined, "2}"),
      chunk({}, "tool_calls"),
      { ...chunk({}), choices: [], usage },
    ]).map((e) => JSON.parse(e.data))
    expect(sent).toHaveLength(2)
    expect(sent[0].candidates[0].content.parts).toEqual([{ text: "wait" }])
    expect(sent[1].candidates[0]).toMatchObject({
      finishReason: "STOP",
      content: {
        parts: [
          { functionCall: { id: "c0", name: "f", args: { a: 1 } } },
          { functionCall: { id: "c1", name: "g", args: { b: 2 } } },
        ],
      },
    })
    expect(sent[1].usageMetadata).toMatchObject({ promptTokenCount: 3, candidatesTokenCount: 4, totalTokenCount: 7 })
  })
})
