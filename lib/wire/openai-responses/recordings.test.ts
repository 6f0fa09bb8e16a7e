import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { encodeSse } from "#lib/core/sse"
import { anthropicMessages } from "../anthropic-messages/dialect"
import type { Dialect } from "../dialect"
import { openaiChat } from "../openai-chat/dialect"
import { Passthrough } from "../passthrough"
import {
  chunksOf,
  cut,
  type Digest,
  digestChunks,
  digestResponse,
  eventsFrom,
  eventsOf,
  seeded,
} from "../testdata/digest"
import type { Recording } from "../testdata/recordings"
import { chatOnly } from "./chat-only"
import { openaiResponses } from "./dialect"

type Json = Record<string, unknown>
const PARTITIONS = 50
const path = new URL("./testdata/recordings.json", import.meta.url)
const recordings = JSON.parse(readFileSync(path, "utf8")) as Recording[]
const whole = recordings.filter(({ response }) => response.status === 200 && typeof response.body !== "string")
const streams = recordings.flatMap(({ name, request, response }) =>
  typeof response.body === "string" ? [{ name, request, bytes: Buffer.from(response.body) }] : [],
)

interface Part {
  text?: string
  refusal?: string
}
interface OutputItem {
  type: string
  role?: string
  content?: Part[]
  summary?: Part[]
  call_id?: string
  name?: string
  arguments?: string
}
interface Answer {
  status: string
  output: OutputItem[]
  usage?: { input_tokens: number; output_tokens: number; total_tokens: number } | null
}

/** What a reader of the provider's own answer ends up with, without any of the code under test. */
function said(answer: Answer) {
  const parts = answer.output.flatMap((item) => (item.type === "message" ? (item.content ?? []) : []))
  const calls = answer.output.filter(({ type }) => type === "function_call")
  const thoughts = answer.output
    .filter(({ type }) => type === "reasoning")
    .map(({ content, summary }) =>
      content?.length ? content.map((p) => p.text).join("") : summary?.map((p) => p.text).join("\n\n"),
    )
  return {
    content: parts.map((part) => part.text ?? "").join(""),
    refusal: parts.map((part) => part.refusal ?? "").join(""),
    reasoning: thoughts.filter(Boolean).join("\n\n"),
    tools: calls.map((call) => ({ id: call.call_id, name: call.name, arguments: call.arguments })),
    finish:
      answer.status === "queued"
        ? null
        : answer.status === "incomplete"
          ? "length"
          : calls.length > 0
            ? "tool_calls"
            : "stop",
    tokens: answer.usage ? [answer.usage.input_tokens, answer.usage.output_tokens, answer.usage.total_tokens] : null,
  }
}

function read({ usage, ...digest }: Digest) {
  return { ...digest, tokens: usage && [usage.prompt_tokens, usage.completion_tokens, usage.total_tokens] }
}

/** The response object the stream ends with. */
function finalOf(bytes: Buffer): Answer {
  const last = eventsOf(bytes).findLast(({ data }) => /"response\.(completed|incomplete)"/.test(data))
  return (JSON.parse(last?.data ?? "{}") as { response: Answer }).response
}

function passed(pieces: readonly Buffer[]) {
  const pipe = new Passthrough({ dialect: openaiResponses, hideUsage: false })
  const out = pieces.map((piece) => pipe.push(piece) ?? Buffer.alloc(0))
  out.push(pipe.end() ?? Buffer.alloc(0))
  return { bytes: Buffer.concat(out).toString("utf8"), usage: pipe.usage, text: pipe.deliveredText() }
}

describe("recorded answers of Responses", () => {
  it.each(whole)("$name: says through the hub what the provider said", ({ response }) => {
    const answer = response.body as Answer
    expect(read(digestResponse(openaiResponses.toHub.response(structuredClone(answer))))).toEqual(said(answer))
  })

  it.each(whole)("$name: comes back from the hub as the same output", ({ request, response }) => {
    const hub = openaiResponses.toHub.response(structuredClone(response.body))
    const again = openaiResponses.fromHub.response(hub, request)
    expect(said({ ...(again as unknown as Answer) })).toEqual({
      ...said(response.body as Answer),
      finish: expect.anything(),
    })
  })

  it.each(streams)("$name: says through the hub what its last event says", ({ bytes }) => {
    expect(read(digestChunks(chunksOf(openaiResponses, eventsOf(bytes))))).toEqual(said(finalOf(bytes)))
  })

  it.each(streams)("$name: 50 random partitions give the same bytes, usage and text", ({ bytes }) => {
    const once = passed([bytes])
    // What an imitator adds after the last word is nothing a client of this dialect waits for.
    expect(once.bytes).toBe(bytes.toString("utf8").replace("data: [DONE]\n\n", ""))
    expect(once.usage).toMatchObject({ prompt_tokens: finalOf(bytes).usage?.input_tokens })
    for (let seed = 0; seed < PARTITIONS; seed++) expect(passed(cut(bytes, seeded(seed)))).toEqual(once)
  })

  it.each(streams)("$name: cut before its last event is a failure, whoever reads it", ({ bytes }) => {
    const end = Math.max(bytes.lastIndexOf('"response.completed"'), bytes.lastIndexOf('"response.incomplete"'))
    const short = bytes.subarray(0, bytes.lastIndexOf("data: ", end))
    expect(() => passed([short])).toThrow("before the answer was complete")
    expect(() => chunksOf(openaiResponses, eventsOf(short))).toThrow("before the answer was complete")
  })

  it.each(streams)("$name: means the same to a client of any dialect", ({ bytes, request }) => {
    const digest = digestChunks(chunksOf(openaiResponses, eventsOf(bytes)))
    for (const client of [openaiChat, anthropicMessages, openaiResponses] as Dialect[]) {
      const sent = eventsFrom(client, chunksOf(openaiResponses, eventsOf(bytes)))
      const again = digestChunks(chunksOf(client, eventsOf(Buffer.from(sent.map(encodeSse).join("")))))
      expect(again.content + again.refusal).toBe(digest.content + digest.refusal)
      expect(again.tools).toEqual(digest.tools)
      expect(again.finish).toBe(digest.finish)
      expect(again.usage?.total_tokens).toBe(digest.usage?.total_tokens)
    }
    expect(request).toBeTruthy()
  })

  it("a refused request keeps the provider's words", () => {
    const refused = recordings.find(({ response }) => response.status === 400)
    const error = openaiResponses.toHub.error(400, JSON.stringify(refused?.response.body))
    expect(error.status).toBeLessThan(500)
    expect(error.message).toContain("The provider said:")
  })
})

describe("recorded requests of Responses", () => {
  it.each(recordings)("$name: keeps its items, tools and settings through the hub", ({ request }) => {
    const again = openaiResponses.fromHub.request(openaiResponses.toHub.request(structuredClone(request)))
    // The system message at the top and `instructions` are the same thing.
    expect(typesOf(again)).toEqual(typesOf(request))
    expect(JSON.stringify(again.tools ?? []).length).toBeGreaterThanOrEqual(JSON.stringify(request.tools ?? []).length)
    for (const field of ["model", "previous_response_id", "include", "store", "max_output_tokens", "reasoning"])
      if (request[field] !== undefined) expect(again[field], field).toEqual(request[field])
    if ((request.text as Json | undefined)?.verbosity) expect(again.text).toMatchObject({ verbosity: "low" })
  })

  it.each(recordings.filter(({ request }) => request.background !== true))(
    "$name: is a chat request that the hub's own dialect accepts",
    ({ request }) => {
      const hub = openaiResponses.toHub.request(chatOnly(structuredClone(request)))
      const sent = openaiChat.fromHub.request(hub)
      expect(() => openaiChat.toHub.request(sent)).not.toThrow()
      for (const tool of (sent.tools ?? []) as Json[]) expect(tool.type).toBe("function")
    },
  )
})

function typesOf({ instructions, input }: Json): unknown[] {
  const items = typeof input === "string" ? [{}] : (input as Json[])
  return [
    ...(instructions ? ["message"] : []),
    ...items.filter(({ content }) => content !== "").map(({ type }) => type ?? "message"),
  ]
}
