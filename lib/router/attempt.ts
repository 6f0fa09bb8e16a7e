import type { CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import type { ChatService } from "#lib/providers/provider"
import type { Sender, Upstream } from "#lib/providers/send"
import type { Dialect } from "#lib/wire/dialect"
import { publishAnswer } from "#lib/wire/openai-chat/published-shape"
import { publishResponse } from "#lib/wire/openai-responses/published-shape"
import { Passthrough } from "#lib/wire/passthrough"
import type { Json } from "#lib/wire/read-json"
import type { Answer, JsonAnswer, StreamAnswer } from "./answer"
import { refusal, signed } from "./ask-provider"
import type { ChatBody } from "./chat-body"
import { type ChatDoor, doorFor, mainDoor } from "./chat-door"
import type { Deployment } from "./deployment"
import { exchange, wrongEndpoint } from "./exchange"
import { withInlineMedia } from "./inline-media"
import { judgeMedia } from "./judge-media"
import { providerBody } from "./provider-body"
import { type StreamPipe, TranslatedStream } from "./translated-stream"
import { usageOnRequest } from "./usage-on-request"

export type { Answer, JsonAnswer, StreamAnswer } from "./answer"

const MAX_ANSWER_BYTES = 256 * 1024 * 1024
const MAX_ERROR_BYTES = 256 * 1024

export interface AttemptInput {
  readonly body: ChatBody
  readonly signal: CancelSignal
  readonly sender: Sender
  /** The request is being written to the provider's socket, or soon will be. */
  readonly onSend: () => void
}

/**
 * Calls one deployment once. Resolves when the whole JSON answer or the first event of a stream is here; throws GatewayError.
 * A server behind an `api_base` of its own may lack the door at which the client's dialect is spoken: then it is asked at its main one.
 */
export async function attempt(deployment: Deployment, input: AttemptInput): Promise<Answer> {
  if (input.body.other !== undefined) return exchange(deployment, input, input.body.other)
  const door = doorFor(deployment, input.body.dialect.id)
  if (door === null) throw wrongEndpoint(deployment, "chat")
  judgeMedia(input.body.json, deployment.media)
  const main = mainDoor(deployment)
  if (main === null || main.service === door.service || deployment.entry.litellm_params.api_base === undefined)
    return await through(door, deployment, input)
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
  const body = needsFetching(door, input.body)
    ? await withInlineMedia(input.body, input.signal, deployment.media)
    : input.body
  const { payload, native } = providerBody(deployment, body, door)
  const { stream } = input.body
  const path = stream ? door.streamPath : door.path
  const upstream = await input.sender.send({
    origin: deployment.origin,
    path,
    method: "POST",
    headers:
      deployment.sign === null
        ? deployment.headers
        : await signed(deployment, { path, headers: deployment.headers, body: payload, signal: input.signal }),
    body: payload,
    signal: input.signal,
    firstByteTimeoutMs: stream ? deployment.streamTimeoutMs : deployment.timeoutMs,
    idleTimeoutMs: deployment.streamTimeoutMs,
    onSend: input.onSend,
  })
  if (upstream.status < 200 || upstream.status >= 300) throw await refusal(upstream, service.dialect.toHub.error)
  if (stream) return await firstEvent(upstream, native, service, input.body)
  const bytes = await upstream.body.readAll(MAX_ANSWER_BYTES)
  return wholeAnswer({ status: upstream.status, bytes, native }, service.dialect, input.body)
}

/** The provider takes no addresses of images, and the request is translated anyway. */
function needsFetching({ service }: ChatDoor, { dialect }: ChatBody): boolean {
  return service.inlineMedia === true && service.dialect.id !== dialect.id
}

interface WholeAnswer {
  readonly status: number
  readonly bytes: Buffer
  readonly native: boolean
}

function wholeAnswer({ status, bytes, native }: WholeAnswer, provider: Dialect, body: ChatBody): JsonAnswer {
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
      status,
      text: JSON.stringify(body.dialect.fromHub.response(hub(), body.json)),
      usage,
      visibleText,
    }
  if (!provider.isAnswer(parsed))
    throw new GatewayError("upstream_failed", "The provider sent something else than an answer. Check its api_base.")
  const whole = published(provider, parsed as Json) ? JSON.stringify(parsed) : text
  return { kind: "json", native, status, text: whole, usage, visibleText }
}

/** A whole answer that is passed on has what clients of its API may count on; true when something had to be added or left out. */
function published(provider: Dialect, answer: Json): boolean {
  if (provider.id === "openai-chat") return publishAnswer(answer)
  return provider.id === "openai-responses" && publishResponse(answer)
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
  const hideUsage = !body.wantsUsage && usageOnRequest(body.dialect)
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
        return { kind: "stream", native, first: first(last), pipe: ended(pipe), body: upstream.body }
      }
      const out = pipe.push(block)
      if (out === null) continue
      // Comments keep a connection awake; they are no answer yet, and a failure behind them can still be retried.
      if (out.includes("data:")) return { kind: "stream", native, first: first(out), pipe, body: upstream.body }
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
