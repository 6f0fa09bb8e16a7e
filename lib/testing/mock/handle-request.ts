import type { IncomingMessage, ServerResponse } from "node:http"
import type { Clock } from "#lib/core/clock"
import { answerAccount, type MockAccount } from "./account"
import { anthropicAnswers } from "./anthropic-answers"
import { isRecord, type Refusal, refusalStatus, type WireFormat } from "./ask"
import { type Behavior, behaviorNames, behaviorOf } from "./behavior"
import { compose } from "./compose"
import { answerKind, modelOfForm } from "./kind-answers"
import { openaiAnswers } from "./openai-answers"
import type { Outcome, RecordedRequest, Recorder } from "./recorder"
import { type Accepts, refusalByAccess, refusalByName } from "./refuse"
import { sendAnswer, wait } from "./send-answer"

export interface MockState {
  readonly recorder: Recorder
  readonly clock: Clock
  readonly accepts: Accepts | null
  /** Calls seen per model and key, for `429-then-ok`. */
  readonly calls: Map<string, number>
  /** What is kept for clients: files, batches … */
  readonly account: MockAccount
}

/** Answers one request; never throws. */
export async function handleRequest(
  state: MockState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const raw = await readAll(request)
  if (raw === null) return
  const path = request.url ?? "/"
  const body = parse(raw)
  const form = request.headers["content-type"]?.startsWith("multipart/form-data") === true
  const model = isRecord(body) && typeof body.model === "string" ? body.model : form ? modelOfForm(raw) : ""
  const record = state.recorder.received({
    method: request.method ?? "",
    path,
    model,
    headers: request.headers,
    body,
    bodyBytes: raw.length,
  })
  const format = formatOf(request.method ?? "", new URL(path, "http://mock").pathname)
  if (format === "models") return sendModels(state, request, response)
  const nowSeconds = Math.floor(state.clock.now() / 1000)
  if (format === null && answerAccount({ account: state.account, request, response, body, raw, nowSeconds })) return
  if (format === null && answerKind({ ...state, request, response, record, body, raw })) return
  if (format === null)
    return sendJson(response, 404, { error: { message: `No such route: ${path}`, type: "not_found" } })
  await answerChat({ state, request, response, record, format, body })
}

interface Chat {
  readonly state: MockState
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly record: RecordedRequest
  readonly format: WireFormat
  readonly body: unknown
}

async function answerChat(chat: Chat): Promise<void> {
  const { state, request, response, record, format, body } = chat
  const behavior = behaviorOf(record.model)
  const ids = { number: record.id, createdSeconds: Math.floor(state.clock.now() / 1000) }
  const ask = isRecord(body) ? format.read(body) : null
  const answer = ask && compose(ask, behavior, ids)
  const left = new AbortController()
  let refused: Refusal | null =
    refusalByAccess(state.accepts, request, record.model) ?? (ask === null ? "bad_request" : null)
  response.once("close", () => {
    left.abort()
    state.recorder.ended(record, outcomeOf(behavior, refused, response), answer?.usage ?? null)
  })
  if (!(await wait(refused ? 0 : behavior.firstByteMs, left.signal))) return
  refused ??= refusalByName(state.calls, request, record.model)
  state.recorder.firstByte(record)
  response.setHeader("x-request-id", `req_mock${record.id}`)
  if (refused !== null) {
    if (refusalStatus[refused] === 429) response.setHeader("retry-after", "1")
    return sendJson(response, refusalStatus[refused], format.refusal(refused, record.model))
  }
  if (ask && answer) await sendAnswer({ response, format, behavior, ask, answer, signal: left.signal })
}

function outcomeOf(behavior: Behavior, refused: Refusal | null, response: ServerResponse): Outcome {
  if (response.writableFinished) {
    if (refused !== null) return "refused"
    return behavior.spoil === null ? "served" : "broken"
  }
  return behavior.cut?.end === "drop" && response.headersSent ? "broken" : "aborted"
}

function formatOf(method: string, pathname: string): WireFormat | "models" | null {
  if (method === "GET") return /^(\/v1)?\/models$/.test(pathname) ? "models" : null
  if (method !== "POST") return null
  if (/^(\/v1)?\/chat\/completions$/.test(pathname)) return openaiAnswers
  return pathname === "/v1/messages" ? anthropicAnswers : null
}

function sendModels(state: MockState, request: IncomingMessage, response: ServerResponse): void {
  const refused = refusalByAccess(state.accepts, request, "")
  const anthropic = request.headers["anthropic-version"] !== undefined
  if (refused !== null) {
    sendJson(response, refusalStatus[refused], (anthropic ? anthropicAnswers : openaiAnswers).refusal(refused, ""))
    return
  }
  const ids = state.accepts?.models ?? behaviorNames
  const data = ids.map((id) =>
    anthropic
      ? { type: "model", id, display_name: id, created_at: "2025-01-01T00:00:00Z" }
      : { id, object: "model", created: 1_735_689_600, owned_by: "mock" },
  )
  const paging = { has_more: false, first_id: ids[0] ?? null, last_id: ids.at(-1) ?? null }
  sendJson(response, 200, anthropic ? { data, ...paging } : { object: "list", data })
}

/** Writes a JSON answer with its length. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const bytes = Buffer.from(JSON.stringify(value))
  response.writeHead(status, { "content-type": "application/json", "content-length": bytes.length })
  response.end(bytes)
}

/** The whole body; null when the client left before it was complete. */
/** The whole body, also when the client is gone once it was sent: a provider works on what it received. Null when it was cut. */
function readAll(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => resolve(Buffer.concat(chunks)))
    request.on("close", () => resolve(request.complete ? Buffer.concat(chunks) : null))
    request.on("error", () => undefined)
  })
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString("utf8"))
  } catch {
    return undefined
  }
}
