import { randomBytes } from "node:crypto"
import { GatewayError } from "#lib/core/errors"
import type { Upstream } from "#lib/providers/send"
import type { Usage } from "#lib/wire/chat"
import { type FormPart, isEventStream, type KindAnswer, type KindRequest, type ProviderRequest } from "#lib/wire/kinds"
import { providerError } from "#lib/wire/provider-error"
import type { Answer, JsonAnswer, StreamAnswer } from "./answer"
import { refusal, signed } from "./ask-provider"
import type { AttemptInput } from "./attempt"
import type { KindCall } from "./chat-body"
import type { Deployment, ServedKind } from "./deployment"
import { GATEWAY_FIELDS } from "./gateway-fields"
import { completeUsage } from "./kind-usage"
import { logged } from "./logged-answer"
import { polled } from "./poll-answer"
import { RelayedStream } from "./relayed-stream"

const MAX_ANSWER_BYTES = 256 * 1024 * 1024
const AT_ONCE = 4

/** Parameters of the other kinds that a deployment may preset. */
const PRESETS = ["dimensions", "encoding_format", "input_type", "task_type", "voice", "size", "quality", "language"]

/** Sends one request of another kind than chat to one deployment, once. Throws GatewayError, as `attempt` does. */
export async function exchange(deployment: Deployment, input: AttemptInput, call: KindCall): Promise<Answer> {
  const served = deployment.kinds[call.kind]
  if (served === undefined) {
    if (call.otherwise === undefined) throw wrongEndpoint(deployment, call.kind)
    return whole({ call, deployment }, await call.otherwise())
  }
  const ask = askOf(deployment, call)
  const asks = served.codec.split?.(ask) ?? [ask]
  const [first, ...more] = asks
  if (first === undefined) throw new GatewayError("invalid_request", "The request holds nothing to work on.")
  const run: Run = { deployment, input, call, served }
  if (more.length === 0) return once(run, first)
  const answers = await inTurn(asks, (each) => wholeAnswer(run, each))
  return whole(run, served.codec.join?.(answers, ask) ?? (answers[0] as KindAnswer))
}

export interface Run {
  readonly deployment: Deployment
  readonly input: AttemptInput
  readonly call: KindCall
  readonly served: ServedKind
}

/** The error for a call this model cannot answer: which endpoint would. */
export function wrongEndpoint(deployment: Deployment, asked: string): GatewayError {
  const sessions = deployment.mode === "realtime" && deployment.realtimePath !== null ? ["realtime"] : []
  const offers = [...(deployment.chat === null ? [] : ["chat"]), ...sessions, ...Object.keys(deployment.kinds)]
  const kinds = offers.length === 0 ? "nothing the gateway can call" : offers.join(", ")
  const say = `The model ${deployment.group} (mode ${deployment.mode}) cannot be called for ${asked}. Its provider serves: ${kinds}.`
  return new GatewayError("invalid_request", say, { param: "model" })
}

function askOf(deployment: Deployment, call: KindCall): KindRequest {
  const fields: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(call.fields)) if (!GATEWAY_FIELDS.has(name)) fields[name] = value
  for (const name of deployment.additionalDropParams) delete fields[name]
  const params = deployment.entry.litellm_params
  for (const [name, value] of Object.entries(params.extra_body ?? {})) fields[name] ??= value
  for (const name of PRESETS) if (params[name] !== undefined && params[name] !== null) fields[name] ??= params[name]
  fields.model = deployment.model
  return { fields, files: call.files }
}

async function once(run: Run, ask: KindRequest): Promise<Answer> {
  const upstream = await post(run, run.served.codec.request(ask))
  const type = upstream.header("content-type") ?? ""
  if (run.served.codec.streams?.(type) === true) return relayed(run, upstream, type)
  return whole(run, await read(run, upstream, ask))
}

async function wholeAnswer(run: Run, ask: KindRequest): Promise<KindAnswer> {
  return read(run, await post(run, run.served.codec.request(ask)), ask)
}

async function read(run: Run, upstream: Upstream, ask: KindRequest): Promise<KindAnswer> {
  const contentType = upstream.header("content-type") ?? ""
  const bytes = await upstream.body.readAll(MAX_ANSWER_BYTES)
  const here = { contentType, bytes }
  return run.served.codec.answer(await polled(run, here), ask)
}

async function post(run: Run, request: ProviderRequest): Promise<Upstream> {
  const { deployment, input, served } = run
  const { payload, type } = encoded(request)
  const path = withSuffix(served.path, request.suffix)
  const accept = request.accept === undefined ? {} : { accept: request.accept }
  const headers = { ...deployment.headers, "content-type": type, ...accept }
  const upstream = await input.sender.send({
    origin: deployment.origin,
    path,
    method: "POST",
    headers: await signed(deployment, { path, headers, body: payload, signal: input.signal }),
    body: payload,
    signal: input.signal,
    firstByteTimeoutMs: deployment.timeoutMs,
    idleTimeoutMs: deployment.streamTimeoutMs,
    onSend: input.onSend,
  })
  if (upstream.status >= 200 && upstream.status < 300) return upstream
  throw await refusal(upstream, served.codec.error ?? providerError)
}

function encoded({ body }: ProviderRequest): { payload: string | Buffer; type: string } {
  if ("json" in body) return { payload: JSON.stringify(body.json), type: "application/json" }
  if ("bytes" in body) return { payload: body.bytes, type: body.contentType }
  const boundary = `tollgate-${randomBytes(16).toString("hex")}`
  return { payload: multipart(body.form, boundary), type: `multipart/form-data; boundary=${boundary}` }
}

/** RFC 7578, names escaped as browsers do (HTML standard, 4.10.21.8). */
function multipart(parts: readonly FormPart[], boundary: string): Buffer {
  const quoted = (text: string) => text.replace(/["\r\n]/g, (c) => encodeURIComponent(c))
  const out: Buffer[] = []
  for (const part of parts) {
    const file = "file" in part ? part.file : null
    const name = `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(part.name)}"`
    const head =
      file === null ? name : `${name}; filename="${quoted(file.filename)}"\r\ncontent-type: ${file.contentType}`
    out.push(
      Buffer.from(`${head}\r\n\r\n`),
      file === null ? Buffer.from("value" in part ? part.value : "") : file.bytes,
    )
    out.push(Buffer.from("\r\n"))
  }
  out.push(Buffer.from(`--${boundary}--\r\n`))
  return Buffer.concat(out)
}

/** Path + suffix; a query joins one that is there. */
function withSuffix(path: string, suffix = ""): string {
  const [bare = "", query] = path.split("?", 2)
  const [more = "", asked] = suffix.split("?", 2)
  const search = [query, asked].filter((part) => part !== undefined && part !== "").join("&")
  return search === "" ? bare + more : `${bare}${more}?${search}`
}

async function relayed({ call, deployment, served }: Run, upstream: Upstream, type: string): Promise<StreamAnswer> {
  const events = isEventStream(type)
  const measured = completeUsage(null, call, deployment.price)
  const pipe = new RelayedStream(events ? (served.codec.eventUsage ?? null) : null, measured)
  const first = await upstream.body.read()
  if (first === null) throw new GatewayError("upstream_failed", "The provider sent an empty answer.")
  const { body } = upstream
  return { kind: "stream", first: pipe.push(first), pipe, body, ...(events ? {} : { contentType: type }) }
}

function whole({ call, deployment }: Pick<Run, "call" | "deployment">, answer: KindAnswer): JsonAnswer {
  const { body } = answer
  const given = said(answer)
  return {
    kind: "json",
    status: 200,
    ...given,
    // May lack tokens nobody counted: the gateway looks, and counts them.
    usage: completeUsage(answer.usage, call, deployment.price) as Usage,
    logged: Buffer.isBuffer(body) ? `[${body.length} bytes of ${given.contentType}]` : logged(body),
    visibleText: () => "",
  }
}

/** What goes out: JSON, text, or bytes, which no decoding may touch. */
function said({ body, contentType }: KindAnswer): Pick<JsonAnswer, "text" | "bytes" | "contentType"> {
  if (Buffer.isBuffer(body)) return { text: "", bytes: body, contentType: contentType ?? "application/octet-stream" }
  if (typeof body === "string") return { text: body, contentType: contentType ?? "text/plain; charset=utf-8" }
  return { text: JSON.stringify(body) }
}

/** Runs the requests a few at a time; the answers keep their order. The first failure is the whole call's. */
async function inTurn<A>(asks: readonly KindRequest[], run: (ask: KindRequest) => Promise<A>): Promise<A[]> {
  const out: A[] = []
  for (let at = 0; at < asks.length; at += AT_ONCE)
    out.push(...(await Promise.all(asks.slice(at, at + AT_ONCE).map(run))))
  return out
}
