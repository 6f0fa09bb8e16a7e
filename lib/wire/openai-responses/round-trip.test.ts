import { describe, expect, it } from "vitest"
import { encodeSse } from "#lib/core/sse"
import type { ChatChunk, ChatDelta, ChatMessage, ChatRequest, FinishReason } from "../chat"
import { chunksOf, digestChunks, eventsFrom, eventsOf, seeded } from "../testdata/digest"
import { openaiResponses } from "./dialect"

const SEEDS = 300
type Random = () => number
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
const WORDS = ["", "a", "two words", "naïve 🙂", 'quote " and \\', "line\nbreak", "\u2028", "</x>", "{}"]
const some = (random: Random) => pick(random, WORDS.slice(1))

function message(random: Random, turn: number): ChatMessage[] {
  const kind = random()
  if (kind < 0.2) return [{ role: pick(random, ["system", "developer"]), content: some(random) }]
  if (kind < 0.4) return [{ role: "user", content: some(random) }]
  if (kind < 0.6)
    return [
      {
        role: "user",
        content: [
          { type: "text", text: some(random) },
          { type: "image_url", image_url: { url: "https://example.com/a.png", detail: "low" } },
          { type: "file", file: { file_data: "data:application/pdf;base64,AAAA", filename: "a.pdf" } },
        ],
      },
    ]
  if (kind < 0.8)
    return [
      { role: "assistant", content: some(random) },
      { role: "user", content: some(random) },
    ]
  const calls = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, index) => ({
    id: `call_${turn}_${index}`,
    type: "function" as const,
    function: { name: pick(random, ["f", "g"]), arguments: JSON.stringify({ x: some(random) }) },
  }))
  const results = calls.map(({ id }): ChatMessage => ({ role: "tool", tool_call_id: id, content: some(random) }))
  return [{ role: "assistant", content: random() < 0.5 ? null : some(random), tool_calls: calls }, ...results]
}

function request(random: Random): ChatRequest {
  const turns = Array.from({ length: 1 + Math.floor(random() * 6) }, (_, turn) => message(random, turn)).flat()
  const chat: ChatRequest = { model: "m", messages: [...turns, { role: "user", content: "end" }] }
  if (random() < 0.5) chat.max_tokens = 1 + Math.floor(random() * 1000)
  if (random() < 0.5)
    chat.tools = [{ type: "function", function: { name: "f", parameters: { type: "object" }, strict: false } }]
  if (random() < 0.3)
    chat.tool_choice = pick(random, [
      "auto",
      "none",
      "required",
      { type: "function", function: { name: "f" } },
    ] as const)
  if (random() < 0.3)
    chat.response_format = { type: "json_schema", json_schema: { name: "n", schema: { type: "object" }, strict: true } }
  if (random() < 0.3) chat.reasoning_effort = pick(random, ["low", "high"])
  if (random() < 0.3) chat.temperature = random()
  return chat
}

function chunks(random: Random): ChatChunk[] {
  const chunk = (delta: ChatDelta, finish: FinishReason | null = null): ChatChunk => ({
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 7,
    model: "m",
    choices: [{ index: 0, delta, finish_reason: finish }],
  })
  const out = [chunk({ role: "assistant", content: "" })]
  const thinks = random() < 0.5
  if (thinks) for (let i = 0; i < 3; i++) out.push(chunk({ reasoning_content: some(random) }))
  if (thinks && random() < 0.5)
    out.push(chunk({ thinking_blocks: [{ type: "thinking", thinking: "t", signature: some(random) }] }))
  for (let i = Math.floor(random() * 5); i > 0; i--) out.push(chunk({ content: some(random) }))
  if (random() < 0.1) out.push(chunk({ refusal: some(random) }))
  const calls = Math.floor(random() * 3)
  for (let index = 0; index < calls; index++)
    out.push(
      chunk({ tool_calls: [{ index, id: `call_${index}`, type: "function", function: { name: "f", arguments: "" } }] }),
    )
  // Arguments of several calls may come interleaved.
  for (const part of ['{"x":', '"', some(random).replaceAll(/["\\\n]/g, ""), '"}'])
    for (let index = 0; index < calls; index++)
      out.push(chunk({ tool_calls: [{ index, function: { arguments: part } }] }))
  out.push(chunk({}, calls > 0 ? "tool_calls" : pick(random, ["stop", "length", "content_filter"])))
  const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7, prompt_tokens_details: { cached_tokens: 1 } }
  out.push({ ...chunk({}), choices: [], usage: { ...usage, completion_tokens_details: { reasoning_tokens: 2 } } })
  return out
}

describe("round trips", () => {
  it("a chat request comes back from Responses as it went", () => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const chat = request(seeded(seed))
      const sent = JSON.parse(JSON.stringify(openaiResponses.fromHub.request(structuredClone(chat))))
      expect(openaiResponses.toHub.request(sent), `seed ${seed}`).toEqual(chat)
    }
  })

  it("a stream comes back as the same text, reasoning, calls, finish and usage", () => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const given = chunks(seeded(seed))
      const wire = Buffer.from(eventsFrom(openaiResponses, given).map(encodeSse).join(""))
      const { usage, ...rest } = digestChunks(given)
      // The published shape of usage always says how much was written to a cache.
      const details = { cache_write_tokens: 0, ...usage?.prompt_tokens_details }
      const expected = { ...rest, usage: usage && { ...usage, prompt_tokens_details: details } }
      expect(digestChunks(chunksOf(openaiResponses, eventsOf(wire))), `seed ${seed}`).toEqual(expected)
    }
  })

  it("a stream's events are numbered, every item is added before and done once, and the response holds them all", () => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const events = eventsFrom(openaiResponses, chunks(seeded(seed))).map(({ data }) => JSON.parse(data))
      expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index))
      const open = new Map<number, string>()
      const done: unknown[] = []
      for (const { type, output_index: at, item_id: id, item } of events) {
        if (type === "response.output_item.added") {
          expect(at, `seed ${seed}`).toBe(open.size)
          open.set(at, item.id)
        } else if (at !== undefined) {
          expect(open.get(at), `${type}, seed ${seed}`).toBe(id ?? item.id)
          if (type === "response.output_item.done") done[at] = item
        }
      }
      expect(events.at(-1).response.output).toEqual(done)
      expect(new Set(open.values()).size).toBe(done.length)
    }
  })
})
