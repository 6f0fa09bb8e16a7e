import { GatewayError } from "#lib/core/errors"
import type { Reply } from "#lib/core/http"
import { usdFromNano } from "#lib/core/money"
import { encodeSse } from "#lib/core/sse"
import type { Caller } from "#lib/identity/caller"
import type { Estimate } from "#lib/quota/estimate"
import type { JsonAnswer, StreamAnswer } from "#lib/router/attempt"
import type { Executed } from "#lib/router/execute"
import type { Usage } from "#lib/wire/chat"
import type { Call } from "./call"
import { commonHeaders } from "./common-headers"
import { withCostComment } from "./cost-comment"
import { keepAnswer, StreamRecorder } from "./keep-answer"
import type { ModelOperation } from "./operation"
import type { Runtime } from "./runtime"
import { book, costAhead, type Ending, stored } from "./settle"

const LINGER_MS = 1_000
const EVENTS = "text/event-stream; charset=utf-8"

export interface RespondInput {
  readonly op: ModelOperation
  readonly rt: Runtime
  readonly call: Call
  readonly caller: Caller
  readonly estimate: Estimate
  readonly executed: Executed
}

/** The answer on its way to the client. A JSON answer is booked before its first byte leaves, a stream before its last. */
export function respond(input: RespondInput): Reply | Promise<Reply> {
  const { answer } = input.executed
  return answer.kind === "json" ? whole(input, answer) : stream(input, answer)
}

async function whole(input: RespondInput, answer: JsonAnswer): Promise<Reply> {
  const { rt } = input
  const ending: Ending = {
    ...base(input),
    status: "success",
    httpStatus: answer.status,
    error: null,
    usage: answer.usage,
    deliveredText: answer.usage === null ? answer.visibleText() : "",
    firstTokenAt: rt.clock.now(),
    response: rt.rules.storePrompts ? stored(answer.logged ?? JSON.parse(answer.text), answer.text.length) : null,
  }
  const cost = await book(ending)
  const headers = headersOf(input)
  const contentType = answer.contentType ?? "application/json"
  headers["content-type"] = contentType
  if (input.call.priced) headers["x-litellm-response-cost"] = String(usdFromNano(cost))
  const body = answer.bytes ?? answer.text
  const { usage, status, native = false } = answer
  const { deployment } = input.executed
  if (input.call.slot !== null)
    keepAnswer(rt, input.call, { deployment, status, contentType, body, stream: false, native, costNano: cost, usage })
  return { status: answer.status, headers, body }
}

async function stream(input: RespondInput, answer: StreamAnswer): Promise<Reply> {
  const headers = headersOf(input)
  const cost = answer.contentType === undefined ? null : await costOfBytes(input, answer)
  if (cost !== null) headers["x-litellm-response-cost"] = String(usdFromNano(cost))
  headers["content-type"] = answer.contentType ?? EVENTS
  headers["cache-control"] = "no-cache, no-transform"
  headers["x-accel-buffering"] = "no"
  return { status: 200, headers, body: forward(input, answer, input.rt.clock.now()) }
}

/** Bytes (speech) are billed by what was asked, so that their cost is known when they begin. */
function costOfBytes(input: RespondInput, { pipe }: StreamAnswer): Promise<number | null> {
  return costAhead({
    ...base(input),
    status: "success",
    httpStatus: 200,
    error: null,
    usage: pipe.usage,
    deliveredText: "",
    firstTokenAt: null,
    response: null,
  })
}

/** Sends a stream on, event by event. Leaving it early (the client is gone) or a provider's death end the call just the same. */
async function* forward(
  input: RespondInput,
  answer: StreamAnswer,
  firstTokenAt: number,
): AsyncGenerator<string | Uint8Array> {
  const { op, rt } = input
  const { pipe, body } = answer
  let status: Ending["status"] = "client_disconnect"
  let error: GatewayError | null = null
  const recorder = recorderOf(input, answer)
  const ending = (): Ending => ({
    ...base(input),
    status,
    httpStatus: error?.status ?? (status === "success" ? 200 : 499),
    error,
    usage: pipe.finished ? pipe.usage : soFar(pipe.usage),
    deliveredText: status === "success" && pipe.usage !== null ? "" : pipe.deliveredText(),
    firstTokenAt,
    response: rt.rules.storePrompts && answer.contentType === undefined ? storedText(pipe.deliveredText()) : null,
  })
  try {
    let out = answer.first
    for (let ended = false; ; ) {
      if (out !== null) input.call.tape?.given(out)
      if (ended || pipe.done) {
        status = "success"
        const cost = await book(ending())
        if (recorder !== null) keepStream(input, answer, recorder, { out, cost })
        if (answer.contentType === undefined) out = withCostComment(input.call, out, cost)
      } else if (out !== null) recorder?.add(out)
      if (out !== null && out.length > 0) yield out
      if (status === "success") return void release(body)
      if (pipe.failed !== null) throw pipe.failed
      const block = await body.read()
      ended = block === null
      out = block === null ? pipe.end() : pipe.push(block)
    }
  } catch (e) {
    const failure = GatewayError.from(e)
    status = failure.kind === "client_closed" ? "client_disconnect" : "failure"
    error = failure
    // Bytes that are no events cannot say that they are cut: the connection does.
    if (status === "failure" && answer.contentType !== undefined) throw failure
    if (status === "failure") yield encodeSse(op.dialect.fromHub.errorEvent(failure))
  } finally {
    await left(
      input,
      answer,
      () => book(ending()),
      () => {
        status = "success"
      },
    )
  }
}

/** Null when this stream is not to be kept. */
function recorderOf({ call }: RespondInput, answer: StreamAnswer): StreamRecorder | null {
  const { slot } = call
  return slot === null || !slot.controls.write || answer.contentType !== undefined ? null : new StreamRecorder(slot)
}

/** A stream is kept with its last piece, when its provider brought it to its end. */
function keepStream(
  input: RespondInput,
  { pipe, native = false }: StreamAnswer,
  recorder: StreamRecorder,
  last: LastPiece,
): void {
  if (last.out !== null) recorder.add(last.out)
  const body = recorder.whole()
  if (body === null || !pipe.finished || pipe.failed !== null) return
  const { usage } = pipe
  const answer = { status: 200, contentType: EVENTS, body, stream: true, native, costNano: last.cost, usage }
  keepAnswer(input.rt, input.call, { ...answer, deployment: input.executed.deployment })
}

interface LastPiece {
  readonly out: string | Uint8Array | null
  /** Nano-dollars. */
  readonly cost: number
}

/** Before the finish, only the prompt's figures are final: Anthropic opens a stream with a token or two it has not sent. */
function soFar(usage: Partial<Usage> | null): Partial<Usage> | null {
  if (usage === null) return null
  const { completion_tokens: _placeholder, total_tokens: _sum, ...prompt } = usage
  return prompt
}

/** The client went away while the stream ran: stop the provider and book what was delivered, or read on to the end if so configured. */
async function left(
  input: RespondInput,
  answer: StreamAnswer,
  end: () => Promise<number>,
  finished: () => void,
): Promise<void> {
  if (input.call.ended) {
    // Complete answers leave their connection to `release`.
    if (!answer.pipe.done) answer.body.cancel()
    return
  }
  if (!input.rt.rules.cancelOnDisconnect) {
    try {
      for (let block = await answer.body.read(); block !== null; block = await answer.body.read())
        answer.pipe.push(block)
      answer.pipe.end()
      finished()
    } catch {
      // What was read so far is booked below.
    }
  }
  answer.body.cancel()
  await end()
}

/** The provider said its last word: its connection is read to the end for the next request, or closed when it lingers. */
async function release(body: StreamAnswer["body"]): Promise<void> {
  const timer = setTimeout(() => body.cancel(), LINGER_MS)
  try {
    while ((await body.read()) !== null);
  } catch {
    // The answer is complete; how the connection ends is nobody's concern.
  } finally {
    clearTimeout(timer)
  }
}

function base(input: RespondInput) {
  return {
    rt: input.rt,
    call: input.call,
    deployment: input.executed.deployment,
    attempts: input.executed.attempts,
    routing: input.executed.routing,
  }
}

/** A stream is stored as the message it carried. */
function storedText(text: string): unknown {
  return stored(
    { object: "chat.completion", choices: [{ index: 0, message: { role: "assistant", content: text } }] },
    text.length,
  )
}

function headersOf({ call, executed, caller }: RespondInput): Record<string, string> {
  const { id, group } = executed.deployment
  const headers = commonHeaders(call, caller, { modelId: id, group })
  headers["x-litellm-attempted-retries"] = String(executed.retries)
  headers["x-litellm-attempted-fallbacks"] = String(executed.fallbacks)
  return headers
}
