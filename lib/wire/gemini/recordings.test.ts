import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { encodeSse } from "#lib/core/sse"
import { Passthrough } from "../passthrough"
import { chunksOf, cut, digestChunks, digestResponse, eventsFrom, eventsOf, seeded } from "../testdata/digest"
import type { Recording } from "../testdata/recordings"
import { gemini } from "./dialect"

const read = (name: string) => JSON.parse(readFileSync(new URL(`testdata/${name}`, import.meta.url), "utf8")) as unknown
const recordings = read("recordings.json") as (Recording & { model: string })[]
const goldens = read("goldens.json") as Record<string, unknown>

const bytesOf = ({ response }: Recording) => (typeof response.body === "string" ? Buffer.from(response.body) : null)

/** What a recording says through the hub: its request in hub terms, and what a reader of the answer ends up with. */
function said(recording: Recording) {
  const bytes = bytesOf(recording)
  const hub = gemini.toHub.request(structuredClone(recording.request))
  if (bytes) return { request: hub, answer: digestChunks(chunksOf(gemini, eventsOf(bytes))) }
  const { choices, ...more } = gemini.toHub.response(structuredClone(recording.response.body))
  const { created: _created, ...answer } = more
  return { request: hub, answer: { ...answer, choices } }
}

/** The part of a digest that must not depend on the way. */
function digest(recording: Recording, body: unknown = recording.response.body) {
  return typeof body === "string"
    ? digestChunks(chunksOf(gemini, eventsOf(Buffer.from(body))))
    : digestResponse(gemini.toHub.response(structuredClone(body)))
}

describe("recordings of Gemini", () => {
  it.each(recordings)("$name: says through the hub what its golden says", (recording) => {
    expect(JSON.parse(JSON.stringify(said(recording)))).toEqual(goldens[recording.name])
  })

  it.each(recordings)("$name: means the same to a client of Gemini after the hub", (recording) => {
    const bytes = bytesOf(recording)
    const again = bytes
      ? eventsFrom(gemini, chunksOf(gemini, eventsOf(bytes)))
          .map(encodeSse)
          .join("")
      : gemini.fromHub.response(gemini.toHub.response(structuredClone(recording.response.body)))
    expect(digest(recording, again)).toEqual(digest(recording))
  })

  it.each(recordings)("$name: its request asks the same of Gemini after the hub", (recording) => {
    const hub = { ...gemini.toHub.request(structuredClone(recording.request)), model: recording.model }
    const back = gemini.fromHub.request(hub)
    const again = { ...gemini.toHub.request(structuredClone(back)), model: recording.model }
    expect(again).toEqual(hub)
    expect(back).not.toHaveProperty("model")
  })

  it.each(recordings.filter(bytesOf))("$name: 100 partitions of its bytes pass through unchanged", (recording) => {
    const bytes = bytesOf(recording) ?? Buffer.alloc(0)
    const { usage } = digest(recording)
    for (let seed = 0; seed < 100; seed++) {
      const pipe = new Passthrough({ dialect: gemini, hideUsage: false })
      const out = cut(bytes, seeded(seed)).map((piece) => pipe.push(piece) ?? Buffer.alloc(0))
      out.push(pipe.end() ?? Buffer.alloc(0))
      expect(Buffer.concat(out).equals(bytes)).toBe(true)
      expect(pipe.usage?.total_tokens).toBe(usage?.total_tokens)
      expect(pipe.finished).toBe(true)
    }
  })
})
