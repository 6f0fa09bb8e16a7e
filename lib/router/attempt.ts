import type { CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import type { BodyReader } from "#lib/providers/body-reader"
import type { ChatService } from "#lib/providers/provider"
import type { Sender, Upstream } from "#lib/providers/send"
import type { Usage } from "#lib/wire/chat"
import type { Dialect } from "#lib/wire/dialect"
import { Passthrough } from "#lib/wire/passthrough"
import type { ChatBody } from "./chat-body"
import { type ChatDoor, doorFor, mainDoor } from "./chat-door"
import type { Deployment } from "./deployment"
import { providerBody } from "./provider-body"
import { type StreamPipe, TranslatedStream } from "./translated-stream"

const MAX_ANSWER_BYTES = 256 * 1024 * 1024
const MAX_ERROR_BYTES = 256 * 1024

/** A complete answer, in the client's dialect. */
export interface JsonAnswer {
  readonly kind: "json"
  readonly status: number
  readonly text: string
  readonly usage: Usage | null
  /** Visible text, for counting when the provider gave no usage. */
  visibleText(): string
}

/** A stream whose first event is here. `first` is in the client's dialect. */
export interface StreamAnswer {
  readonly kind: "stream"
  readonly first: Buffer | string | null
  readonly pipe: StreamPipe
  readonly body: BodyReader
}

export type Answer = JsonAnswer | StreamAnswer

export interface AttemptInput {
  readonly body: ChatBody
  readonly signal: CancelSignal
  readonly sender: Sender
  /** The request is being written to the provider's socket. */
  readonly onSend: () => void
}

/**
 * Calls one deployment once. Resolves when the whole JSON answer or the first event of a stream is here; throws GatewayError.
 * A server behind an `api_base` of its own may lack the door at which the client's dialect is spoken: then it is asked at its main one.
 */
export async function attempt(deployment: Deployment, input: AttemptInput): Promise<Answer> {
  const door = doorFor(deployment, input.body.dialect.id)
  if (door === null) throw new GatewayError("internal", "This deployment serves no chat.")
  const main = mainDoor(deployment)
  if (main === null || main.service === door.service || deployment.entry.litellm_params.api_base === undefined)
    return through(door, deployment, input)
  try {
    return await through(door, deployment, input)
  } catch (e) {
    if (GatewayError.is(e) && (e.kind === "model_not_found" || e.status === 405))
      return through(main, deployment, input)
    throw e
  }
}

async function through(door: ChatDoor, deployment: Deployment, input: AttemptInput): Promise<Answer> {
  const { service } = door
  const { payload, native } = providerBody(deployment, input.body, door)
  const { stream } = input.body
  const path = stream ? door.streamPath : door.path
  const upstream = await input.sender.send({
    origin: deployment.origin,
    path,
    method: "POST",
    headers: deployment.sign === null ? deployment.headers : await signed(deployment, path, payload, input.signal),
    body: payload,
    signal: input.signal,
    firstByteTimeoutMs: stream ? deployment.streamTimeoutMs : deployment.timeoutMs,
    idleTimeoutMs: deployment.streamTimeoutMs,
    onSend: input.onSend,
  })
  if (upstream.status < 200 || upstream.status >= 300) throw await refusal(upstream, service.dialect)
  if (stream) return firstEvent(upstream, native, service, input.body)
  return wholeAnswer(upstream, native, service.dialect, input.body)
}

/** The deployment's headers and what proves this one request. */
async function signed(
  deployment: Deployment,
  path: string,
  body: string,
  signal: CancelSignal,
): Promise<Readonly<Record<string, string>>> {
  const { headers, origin, sign } = deployment
  if (sign === null) return headers
  return { ...headers, ...(await sign({ method: "POST", url: `${origin}${path}`, headers, body, signal })) }
}

async function refusal(upstream: Upstream, dialect: Dialect): Promise<GatewayError> {
  const body = (await upstream.body.readAll(MAX_ERROR_BYTES)).toString("utf8")
  const e = dialect.toHub.error(upstream.status, body)
  const seconds = retryAfterSeconds(upstream)
  if (seconds === null || e.retryAfterSeconds !== undefined) return e
  const { status, code, param, detail } = e
  return new GatewayError(e.kind, e.message, {
    status,
    code,
    retryAfterSeconds: seconds,
    cause: e,
    ...(param === null ? {} : { param }),
    ...(detail === undefined ? {} : { detail }),
  })
}

/** `retry-after-ms`, or `retry-after` as seconds or an HTTP date (RFC 9110 10.2.3); whole seconds, at least 1. */
function retryAfterSeconds(upstream: Upstream): number | null {
  const ms = Number(upstream.header("retry-after-ms") ?? Number.NaN)
  if (Number.isFinite(ms)) return Math.max(1, Math.ceil(ms / 1000))
  const value = upstream.header("retry-after")
  if (value === null) return null
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(1, Math.ceil(seconds))
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(1, Math.ceil((date - Date.now()) / 1000))
}

async function wholeAnswer(
  upstream: Upstream,
  native: boolean,
  provider: Dialect,
  body: ChatBody,
): Promise<JsonAnswer> {
  const bytes = await upstream.body.readAll(MAX_ANSWER_BYTES)
  const text = bytes.toString("utf8")
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (e) {
    const what = bytes.length === 0 ? "an empty answer" : "an answer that is not JSON"
    throw new GatewayError("upstream_failed", `The provider sent ${what}.`, {
      cause: e,
      detail: text.slice(0, 300),
    })
  }
  if (typeof parsed !== "object" || parsed === null)
    throw new GatewayError("upstream_failed", "The provider sent an answer that is no object.")
  if ("error" in parsed && parsed.error && !("choices" in parsed)) throw provider.toHub.error(500, text)
  const hub = () => provider.toHub.response(parsed)
  const visibleText = () => {
    const { choices } = hub()
    return choices
      .map((c) => `${c.message.content ?? ""}${(c.message.tool_calls ?? []).map((t) => t.function.arguments).join("")}`)
      .join("")
  }
  const usage = provider.usage(parsed)
  if (!native)
    return {
      kind: "json",
      status: upstream.status,
      text: JSON.stringify(body.dialect.fromHub.response(hub(), body.json)),
      usage,
      visibleText,
    }
  if (!("choices" in parsed) && !("content" in parsed) && !("output" in parsed))
    throw new GatewayError("upstream_failed", "The provider sent an answer without choices.")
  return { kind: "json", status: upstream.status, text, usage, visibleText }
}

async function firstEvent(
  upstream: Upstream,
  native: boolean,
  service: ChatService,
  body: ChatBody,
): Promise<StreamAnswer> {
  const provider = service.dialect
  const type = upstream.header("content-type") ?? ""
  if (service.decoder === undefined && /^(application\/json|text\/html)/.test(type)) {
    const said = (await upstream.body.readAll(MAX_ERROR_BYTES)).toString("utf8")
    if (type.startsWith("application/json") && said.includes('"error"')) throw provider.toHub.error(500, said)
    throw new GatewayError("upstream_failed", "The provider did not answer with a stream.", {
      detail: said.slice(0, 300),
    })
  }
  const hideUsage = body.dialect.id === "openai-chat" && !body.wantsUsage
  const pipe: StreamPipe =
    native && service.decoder === undefined
      ? new Passthrough({ dialect: provider, hideUsage })
      : new TranslatedStream(provider, body.dialect, { hideUsage, decoder: service.decoder?.(), asked: body.json })
  const held: Buffer[] = []
  const first = (out: Buffer | string) => (held.length === 0 ? out : Buffer.concat([...held, Buffer.from(out)]))
  try {
    for (;;) {
      const block = await upstream.body.read()
      if (block === null) {
        const last = pipe.end()
        if (last === null || last.length === 0)
          throw new GatewayError("upstream_failed", "The provider sent an empty stream.")
        return { kind: "stream", first: first(last), pipe: ended(pipe), body: upstream.body }
      }
      const out = pipe.push(block)
      if (out === null) continue
      // Comments keep a connection awake; they are no answer yet, and a failure behind them can still be retried.
      if (out.includes("data:")) return { kind: "stream", first: first(out), pipe, body: upstream.body }
      held.push(Buffer.from(out))
    }
  } catch (e) {
    upstream.body.cancel()
    throw e
  }
}

/** A pipe whose end was already written. */
function ended(pipe: StreamPipe): StreamPipe {
  return {
    push: () => null,
    end: () => null,
    failed: null,
    done: true,
    finished: true,
    get usage() {
      return pipe.usage
    },
    deliveredText: () => pipe.deliveredText(),
  }
}
