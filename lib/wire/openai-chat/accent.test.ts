import { describe, expect, it } from "vitest"
import { chunksOf } from "../testdata/digest"
import { accented, normalisedChat } from "./accent"
import { annotateSources, annotateStream } from "./cited-sources"
import { openaiChat } from "./dialect"

const perplexity = accented({ name: "p", response: annotateSources, stream: annotateStream })
const event = (body: object) => ({ event: "", data: JSON.stringify({ id: "c", created: 1, model: "m", ...body }) })
const chunk = (delta: object, finish_reason: string | null = null) =>
  event({ choices: [{ index: 0, delta, finish_reason }] })
const done = { event: "", data: "[DONE]" }
const sources = {
  citations: ["https://a.x", "https://b.x"],
  search_results: [
    { title: "A", url: "https://a.x" },
    { title: "B", url: "https://b.x" },
  ],
}
const url = (start_index: number, end_index: number, url: string, title: string) => ({
  type: "url_citation",
  url_citation: { start_index, end_index, url, title },
})

describe("a provider's accent", () => {
  it("is a dialect of its own, so that answers are read and said again", () => {
    expect(normalisedChat.id).not.toBe(openaiChat.id)
  })

  it("asks a stream for its usage and leaves the hub's request alone", () => {
    const chat = { model: "m", messages: [], stream: true, stream_options: { x: 1 } }
    expect(normalisedChat.fromHub.request(chat).stream_options).toEqual({ x: 1, include_usage: true })
    expect(chat.stream_options).toEqual({ x: 1 })
    expect(normalisedChat.fromHub.request({ model: "m", messages: [] })).not.toHaveProperty("stream_options")
  })

  it("reads usage under other names: Groq's own place, cached tokens, reasoning beside the completion", () => {
    const usage = { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 }
    const [groq] = chunksOf(normalisedChat, [event({ choices: [], x_groq: { usage } }), done])
    expect(groq?.usage).toEqual(usage)
    const read = (more: object) => openaiChat.usage({ usage: { ...usage, ...more } })
    expect(read({ prompt_cache_hit_tokens: 8 })?.prompt_tokens_details?.cached_tokens).toBe(8)
    expect(
      read({ prompt_tokens_details: { cached_tokens: 3 }, cached_tokens: 9 })?.prompt_tokens_details?.cached_tokens,
    ).toBe(3)
    const details = { completion_tokens_details: { reasoning_tokens: 5 } }
    expect(read({ ...details, total_tokens: 17 })).toMatchObject({ completion_tokens: 7, total_tokens: 17 })
    expect(read({ completion_tokens: 7, total_tokens: 17, ...details })).toMatchObject({ completion_tokens: 7 })
  })

  it("gives a finish reason where the server gave none or a word of its own", () => {
    const call = { index: 0, id: "c", function: { name: "f", arguments: "{}" } }
    const ending = (events: ReturnType<typeof chunk>[]) =>
      chunksOf(normalisedChat, [...events, done]).at(-1)?.choices[0]?.finish_reason
    expect(ending([chunk({ content: "a" })])).toBe("stop")
    expect(ending([chunk({ tool_calls: [call] })])).toBe("tool_calls")
    expect(ending([chunk({ content: "a" }, "model_length")])).toBe("length")
    const unary = (message: object, finish_reason: unknown) =>
      normalisedChat.toHub.response({ choices: [{ message, finish_reason }] }).choices[0]?.finish_reason
    expect(unary({ content: "a" }, "")).toBe("stop")
    expect(unary({ tool_calls: [call] }, null)).toBe("tool_calls")
    expect(unary({ content: "a" }, "some_new_reason")).toBe("some_new_reason")
    expect(() => chunksOf(normalisedChat, [chunk({ content: "a" })])).toThrow(/closed the stream/)
  })

  it("turns cited sources into annotations where the text cites them, whole or streamed", () => {
    const content = "x [1] y [2][9]"
    const found = [url(2, 5, "https://a.x", "A"), url(8, 11, "https://b.x", "B")]
    const answer = perplexity.toHub.response({ choices: [{ message: { content }, finish_reason: "stop" }], ...sources })
    expect(answer.choices[0]?.message.annotations).toEqual(found)
    expect(answer.citations).toEqual(sources.citations)
    const last = { ...JSON.parse(chunk({ content: "[2][9]" }, "stop").data), ...sources }
    const chunks = chunksOf(perplexity, [chunk({ content: "x [1] y " }), event(last), done])
    expect(chunks.at(-1)?.choices[0]?.delta.annotations).toEqual(found)
  })
})
