import { createHash } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { isRecord, refusalStatus } from "./ask"
import { promptTokens } from "./compose"
import { openaiAnswers } from "./openai-answers"
import type { RecordedRequest, Recorder } from "./recorder"
import { refusalByName } from "./refuse"

const SECONDS = 7
/** A 1×1 PNG. */
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

interface Asked {
  readonly fields: Readonly<Record<string, unknown>>
  readonly raw: Buffer
}

/** What the mock answers on a path: JSON, or text or bytes with their type. */
type Made = { readonly json: unknown } | { readonly bytes: Buffer; readonly type: string }

const ROUTES: Readonly<Record<string, (asked: Asked) => Made>> = {
  "/v1/embeddings": embeddings,
  "/v1/completions": completions,
  "/v1/moderations": ({ fields }) => ({ json: moderation(fields) }),
  "/v1/images/generations": images,
  "/v1/images/edits": images,
  "/v1/images/variations": images,
  "/v1/audio/transcriptions": transcript,
  "/v1/audio/translations": transcript,
  "/v1/audio/speech": () => ({ bytes: Buffer.alloc(64_000, 0x55), type: "audio/mpeg" }),
  "/v1/rerank": rerank,
  "/v2/rerank": rerank,
  "/v1/messages/count_tokens": ({ raw }) => ({ json: { input_tokens: promptTokens(raw.toString("utf8")) } }),
}

export interface KindExchange {
  readonly calls: Map<string, number>
  readonly recorder: Recorder
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly record: RecordedRequest
  readonly body: unknown
  readonly raw: Buffer
}

/** Answers the kinds of call beside chat; false when the path is none of them. Refusals go by the model's name, as for chat. */
export function answerKind(exchange: KindExchange): boolean {
  const { request, response, record, recorder } = exchange
  const route = ROUTES[new URL(record.path, "http://mock").pathname]
  if (request.method !== "POST" || route === undefined) return false
  const refused = refusalByName(exchange.calls, request, record.model)
  response.once("close", () => recorder.ended(record, refused === null ? "served" : "refused", null))
  recorder.firstByte(record)
  if (refused !== null) {
    send(response, refusalStatus[refused], { json: openaiAnswers.refusal(refused, record.model) })
    return true
  }
  const fields = isRecord(exchange.body) ? exchange.body : formFields(exchange.raw)
  send(response, 200, route({ fields, raw: exchange.raw }))
  return true
}

/** The model of a form; empty when there is none. */
export function modelOfForm(raw: Buffer): string {
  return String(formFields(raw).model ?? "")
}

/** The text fields of a multipart body, well enough for a mock. */
function formFields(raw: Buffer): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  const pattern = /name="([^"]+)"\r\n\r\n([^\r]*)\r\n/g
  for (const [, name = "", value] of raw.toString("latin1").matchAll(pattern)) fields[name] = value
  return fields
}

function send(response: ServerResponse, status: number, made: Made): void {
  const bytes = "json" in made ? Buffer.from(JSON.stringify(made.json)) : made.bytes
  const type = "json" in made ? "application/json" : made.type
  response.writeHead(status, { "content-type": type, "content-length": bytes.length })
  response.end(bytes)
}

const textsOf = (input: unknown): unknown[] => (Array.isArray(input) && typeof input[0] !== "number" ? input : [input])

function tokensOf(text: unknown): number {
  return Array.isArray(text) ? text.length : Math.ceil(String(text).length / 4)
}

/** The model `words` gives texts of the same words the same vector, and similar ones to similar texts. */
function embeddings({ fields }: Asked): Made {
  const texts = textsOf(fields.input)
  const data = texts.map((text, index) => {
    const vector = fields.model === "words" ? wordVector(String(text)) : [0.25, -0.5, 1]
    const base64 = Buffer.from(Float32Array.from(vector).buffer).toString("base64")
    return { object: "embedding", index, embedding: fields.encoding_format === "base64" ? base64 : vector }
  })
  const tokens = texts.map(tokensOf).reduce((sum, count) => sum + count, 0)
  return { json: { object: "list", data, model: fields.model, usage: { prompt_tokens: tokens, total_tokens: tokens } } }
}

/** How often each word is in a text, words being spread over so many numbers. */
function wordVector(text: string, dimensions = 256): number[] {
  const vector: number[] = Array.from({ length: dimensions }, () => 0)
  for (const word of text.toLowerCase().match(/[a-z0-9]+/g) ?? ["nothing"]) {
    const at = createHash("sha256").update(word).digest().readUInt16LE(0) % dimensions
    vector[at] = (vector[at] ?? 0) + 1
  }
  return vector
}

function completions({ fields }: Asked): Made {
  const texts = textsOf(fields.prompt)
  const prompt = texts.map(tokensOf).reduce((sum, count) => sum + count, 0)
  const usage = { prompt_tokens: prompt, completion_tokens: 5 * texts.length, total_tokens: prompt + 5 * texts.length }
  const head = { id: "cmpl-mock", object: "text_completion", created: 1_735_689_600, model: fields.model }
  const choice = (text: string, index: number, finish: string | null) => ({
    text,
    index,
    logprobs: null,
    finish_reason: finish,
  })
  if (fields.stream !== true)
    return { json: { ...head, choices: texts.map((_, index) => choice(" and all is well.", index, "stop")), usage } }
  const wanted = isRecord(fields.stream_options) && fields.stream_options.include_usage === true
  const chunks = [
    { ...head, choices: [choice(" and all", 0, null)] },
    { ...head, choices: [choice(" is well.", 0, "stop")] },
    ...(wanted ? [{ ...head, choices: [], usage }] : []),
  ]
  const text = `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")}data: [DONE]\n\n`
  return { bytes: Buffer.from(text), type: "text/event-stream" }
}

function moderation(fields: Asked["fields"]): unknown {
  const results = textsOf(fields.input).map((text) => {
    const flagged = /kill/i.test(JSON.stringify(text))
    return { flagged, categories: { violence: flagged }, category_scores: { violence: flagged ? 0.9 : 0.1 } }
  })
  return { id: "modr-mock", model: fields.model, results }
}

function images({ fields }: Asked): Made {
  const count = Number(fields.n ?? 1)
  return { json: { created: 1_735_689_600, data: Array.from({ length: count }, () => ({ b64_json: PNG })) } }
}

function transcript({ fields }: Asked): Made {
  const text = "All is well."
  switch (fields.response_format) {
    case "text":
      return { bytes: Buffer.from(`${text}\n`), type: "text/plain; charset=utf-8" }
    case "srt":
      return { bytes: Buffer.from(`1\n00:00:00,000 --> 00:00:07,000\n${text}\n`), type: "text/plain" }
    case "vtt":
      return { bytes: Buffer.from(`WEBVTT\n\n00:00:00.000 --> 00:00:07.000\n${text}\n`), type: "text/plain" }
    case "verbose_json":
      return { json: { task: "transcribe", language: "english", duration: SECONDS, text, segments: [] } }
    default:
      return { json: { text, usage: { type: "duration", seconds: SECONDS } } }
  }
}

function rerank({ fields }: Asked): Made {
  const documents = Array.isArray(fields.documents) ? fields.documents : []
  const results = documents.map((_, index) => ({ index, relevance_score: 1 / (index + 1) }))
  const top = Number(fields.top_n ?? results.length)
  return { json: { id: "rerank-mock", results: results.slice(0, top), meta: { billed_units: { search_units: 1 } } } }
}
