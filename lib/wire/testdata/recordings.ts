import { readFileSync } from "node:fs"
import type { Dialect } from "../dialect"
import { chunksOf, type Digest, digestChunks, digestResponse, eventsOf } from "./digest"

/** A real exchange with a provider; `source` and `license` say where it comes from, `trimmed` that long values were cut. */
export interface Recording {
  readonly name: string
  readonly source: string
  readonly license: string
  readonly request: Record<string, unknown>
  readonly response: { readonly status: number; readonly body: unknown }
}

export function recordingsOf(folder: "openai-chat" | "anthropic-messages"): Recording[] {
  const path = new URL(`../${folder}/testdata/recordings.json`, import.meta.url)
  return JSON.parse(readFileSync(path, "utf8")) as Recording[]
}

export function goldensOf(folder: "openai-chat" | "anthropic-messages"): Record<string, unknown> {
  const path = new URL(`../${folder}/testdata/goldens.json`, import.meta.url)
  return JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>
}

/** The stream's bytes, or null for a unary answer. */
export function streamOf(recording: Recording): Buffer | null {
  const { body } = recording.response
  return typeof body === "string" ? Buffer.from(body) : null
}

/** What a recording says through the hub: a digest, or the failure in words. */
export function digestOf(dialect: Dialect, recording: Recording): Digest | { error: string } {
  const stream = streamOf(recording)
  try {
    if (stream) return digestChunks(chunksOf(dialect, eventsOf(stream)))
    return digestResponse(dialect.toHub.response(structuredClone(recording.response.body)))
  } catch (e) {
    return { error: String(e) }
  }
}
