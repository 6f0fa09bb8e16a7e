import { describe, expect, it } from "vitest"
import { encodeSse } from "#lib/core/sse"
import { anthropicMessages } from "./anthropic-messages/dialect"
import type { Dialect } from "./dialect"
import { openaiChat } from "./openai-chat/dialect"
import { Passthrough } from "./passthrough"
import {
  chunksOf,
  cut,
  type Digest,
  digestChunks,
  digestResponse,
  eventsFrom,
  eventsOf,
  seeded,
} from "./testdata/digest"
import { digestOf, goldensOf, recordingsOf, streamOf } from "./testdata/recordings"

const PARTITIONS = 200
const FOLDERS = [
  { folder: "openai-chat", dialect: openaiChat, other: anthropicMessages },
  { folder: "anthropic-messages", dialect: anthropicMessages, other: openaiChat },
] as const

/** Everything observable of a passthrough over these pieces. */
function passed(dialect: Dialect, pieces: readonly Buffer[]) {
  const pipe = new Passthrough({ dialect, hideUsage: false })
  const out: Buffer[] = []
  let error = ""
  try {
    for (const piece of pieces) out.push(pipe.push(piece) ?? Buffer.alloc(0))
    out.push(pipe.end() ?? Buffer.alloc(0))
  } catch (e) {
    error = String(e)
  }
  return { bytes: Buffer.concat(out).toString("utf8"), error, usage: pipe.usage, text: pipe.deliveredText() }
}

/** A digest as another dialect can say it: one text, parsed arguments, the counts that both have. */
function essence(digest: Digest) {
  return {
    text: digest.content + digest.refusal,
    reasoning: digest.reasoning,
    tools: digest.tools.map((tool) => ({ ...tool, arguments: JSON.parse(tool.arguments || "{}") as unknown })),
    finish: digest.finish,
    prompt: digest.usage?.prompt_tokens ?? 0,
    completion: digest.usage?.completion_tokens ?? 0,
    cached: digest.usage?.cache_read_input_tokens ?? digest.usage?.prompt_tokens_details?.cached_tokens ?? 0,
  }
}

describe.each(FOLDERS)("recordings of $folder", ({ folder, dialect, other }) => {
  const goldens = goldensOf(folder)
  const recordings = recordingsOf(folder)
  const streams = recordings.flatMap((recording) => {
    const bytes = streamOf(recording)
    return bytes ? [{ name: recording.name, recording, bytes }] : []
  })

  it.each(recordings)("$name: says through the hub what its golden says", (recording) => {
    const golden = goldens[recording.name] as Record<string, unknown>
    expect(golden).toMatchObject(digestOf(dialect, recording))
  })

  it.each(recordings)("$name: its request crosses to the other dialect as its golden says", (recording) => {
    const golden = goldens[recording.name] as Record<string, unknown>
    if (folder === "openai-chat") {
      const hub = dialect.toHub.request(structuredClone(recording.request))
      expect(other.fromHub.request(hub)).toEqual(golden.anthropicRequest)
    } else expect(dialect.toHub.request(structuredClone(recording.request))).toEqual(golden.hubRequest)
  })

  it.each(streams)(
    "$name: 200 random partitions of its bytes give the same bytes, text, usage and end",
    ({ bytes }) => {
      const whole = passed(dialect, [bytes])
      for (let seed = 0; seed < PARTITIONS; seed++) expect(passed(dialect, cut(bytes, seeded(seed)))).toEqual(whole)
    },
  )

  it.each(streams)("$name: passes through byte for byte, up to an error or a forgotten terminator", ({ bytes }) => {
    const { bytes: out, error } = passed(dialect, [bytes])
    const given = bytes.toString("utf8")
    if (error !== "") expect(given.startsWith(out)).toBe(true)
    else expect(out === given || out === given + encodeSse(dialect.terminator ?? { event: "", data: "" })).toBe(true)
  })

  it.each(streams)("$name: usage and errors are the same read as bytes and through the hub", ({ recording, bytes }) => {
    const digest = digestOf(dialect, recording)
    const { usage, error } = passed(dialect, [bytes])
    if ("error" in digest) {
      expect(error).toBe(digest.error)
      return
    }
    expect(error).toBe("")
    expect(usage?.prompt_tokens).toBe(digest.usage?.prompt_tokens)
    expect(usage?.completion_tokens).toBe(digest.usage?.completion_tokens)
    expect(usage?.total_tokens).toBe(digest.usage?.total_tokens)
    expect(usage?.cache_read_input_tokens).toBe(digest.usage?.cache_read_input_tokens)
  })

  it.each(streams)("$name: the text counted as delivered is the text a client reads", ({ recording, bytes }) => {
    const digest = digestOf(dialect, recording)
    if ("error" in digest) return
    const { text } = passed(dialect, [bytes])
    const letters = (s: string) => [...s.replaceAll(/[\s{}]/g, "")].sort().join("")
    const read = [digest.reasoning, digest.content, digest.refusal, ...digest.tools.map((t) => t.arguments)].join("")
    // Arguments of server tools are delivered too, but are no text of the hub's.
    if (!recording.name.includes("server tools")) expect(letters(text)).toBe(letters(read))
    else expect(letters(text).length).toBeGreaterThan(letters(read).length)
  })

  it.each(recordings)("$name: means the same to a client of either dialect", (recording) => {
    const bytes = streamOf(recording)
    const digest = digestOf(dialect, recording)
    if ("error" in digest) return
    for (const client of [dialect, other]) {
      if (bytes) {
        const sent = eventsFrom(client, chunksOf(dialect, eventsOf(bytes)))
        const wire = Buffer.from(sent.map(encodeSse).join(""))
        expect(essence(digestChunks(chunksOf(client, eventsOf(wire))))).toEqual(essence(digest))
      } else {
        const hub = dialect.toHub.response(structuredClone(recording.response.body))
        const again = client.toHub.response(structuredClone(client.fromHub.response(hub)))
        expect(essence(digestResponse(again))).toEqual(essence(digest))
      }
    }
  })
})
