import { describe, expect, it } from "vitest"
import type { ChatChunk, ChatDelta, FinishReason } from "../chat"
import { eventsFrom } from "../testdata/digest"
import { cohere, cohereFor } from "./dialect"
import { StreamToHub } from "./stream-to-hub"

const chunk = (delta: ChatDelta, finish_reason: FinishReason | null = null): ChatChunk => ({
  ...{ id: "i", object: "chat.completion.chunk", created: 1, model: "m" },
  choices: [{ index: 0, delta, finish_reason }],
})
const call = (index: number, id: string) => ({ tool_calls: [{ index, id, function: { name: "f", arguments: "{}" } }] })
const types = (chunks: ChatChunk[]) =>
  eventsFrom(cohere, chunks).map((e) => {
    const { type, index } = JSON.parse(e.data) as { type: string; index?: number }
    expect(e.event).toBe(type)
    return index === undefined ? type : `${type} ${index}`
  })

describe("a stream for a client of Cohere", () => {
  it("opens and closes each block before the next", () => {
    const chunks = [
      chunk({ reasoning_content: "r" }),
      chunk({ content: "a" }),
      chunk({ content: "b" }),
      chunk(call(0, "c")),
      chunk({}, "tool_calls"),
    ]
    expect(types(chunks)).toEqual([
      "message-start",
      ...["content-start 0", "content-delta 0", "content-end 0"],
      ...["content-start 1", "content-delta 1", "content-delta 1", "content-end 1"],
      ...["tool-call-start 0", "tool-call-delta 0", "tool-call-end 0", "message-end"],
    ])
  })

  it("takes a new id for a new call, also from providers that give every call the index 0", () => {
    const seen = types([chunk(call(0, "c")), chunk(call(0, "d")), chunk({}, "tool_calls")])
    expect(seen.filter((type) => type.startsWith("tool-call-start"))).toEqual([
      "tool-call-start 0",
      "tool-call-start 1",
    ])
  })

  it("cites: annotations of others become citations of the text so far", () => {
    const url_citation = { start_index: 0, end_index: 2, url: "https://a.x", title: "A" }
    const events = eventsFrom(cohere, [
      chunk({ content: "ab" }),
      chunk({ annotations: [{ type: "url_citation", url_citation }] }, "stop"),
    ])
    const cited = events.find((e) => e.event === "citation-start")
    expect(JSON.parse(cited?.data ?? "{}")).toMatchObject({
      delta: { message: { citations: { start: 0, end: 2, text: "ab", sources: [{ id: "https://a.x" }] } } },
    })
  })
})

describe("a stream of Cohere", () => {
  const start = { event: "", data: '{"type":"message-start","id":"i"}' }

  it("is given the time and the model it leaves out", () => {
    const [first] = new StreamToHub({ model: "m", clock: { now: () => 5_900 } }).push(start)
    expect(first).toMatchObject({ id: "i", created: 5, model: "m" })
    expect(cohereFor("n").toHub.stream().push(start)[0]?.model).toBe("n")
  })

  it("says nothing after its end", () => {
    const stream = cohere.toHub.stream()
    stream.push({ event: "", data: '{"type":"message-end","delta":{"finish_reason":"COMPLETE"}}' })
    expect(stream.push({ event: "", data: "[DONE]" })).toEqual([])
    expect(stream.end()).toEqual([])
  })
})
