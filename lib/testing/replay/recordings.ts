import { readdirSync, readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { type Json, object } from "./raw-reader"

/** One recorded exchange (lib/testing/recordings/README.md). */
export interface Recording {
  readonly id: string
  readonly provider: string
  readonly endpoint: string
  readonly stream: boolean
  readonly request: { readonly path: string; readonly body: Json }
  readonly status: number
  /** JSON, or the stream's bytes. */
  readonly answer: Json | Buffer
}

const folder = new URL("../recordings/", import.meta.url)

/** Every recorded exchange with an answer, by provider. */
export function* recordings(): Generator<Recording> {
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith(".jsonl.gz")) continue
    for (const line of gunzipSync(readFileSync(new URL(file, folder)))
      .toString("utf8")
      .split("\n"))
      if (line !== "") yield recordingOf(object(JSON.parse(line)))
  }
}

function recordingOf(raw: Json): Recording {
  const { request, response } = raw
  const { body, body_kind: kind, status } = object(response)
  return {
    id: String(raw.id),
    provider: String(raw.provider),
    endpoint: String(raw.endpoint),
    stream: raw.stream === true,
    request: { path: String(object(request).path), body: object(object(request).body) },
    status: Number(status),
    answer: answerOf(body, String(kind)),
  }
}

/** Some recorders keep text as base64. */
function answerOf(body: unknown, kind: string): Json | Buffer {
  if (kind === "json") return object(body)
  const bytes = Buffer.from(String(body), kind === "b64" || isBase64(String(body)) ? "base64" : "utf8")
  const whole = bytes.toString("utf8").trim()
  if (!whole.startsWith("{") && !whole.startsWith("[")) return bytes
  try {
    const parsed: unknown = JSON.parse(whole)
    return Array.isArray(parsed) ? bytes : object(parsed)
  } catch {
    return bytes
  }
}

const isBase64 = (value: string) => /^[A-Za-z0-9+/\r\n]+=*\s*$/.test(value) && value.length > 40
