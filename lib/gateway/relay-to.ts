import type { CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import type { Incoming, Reply } from "#lib/core/http"
import { redact } from "#lib/core/log"
import { authorizeAccounts } from "#lib/identity/access"
import type { Caller } from "#lib/identity/caller"
import { chargedAccounts, withParts } from "#lib/identity/charged-accounts"
import type { Upstream } from "#lib/providers/send"
import { admit } from "#lib/quota/admit"
import type { Estimate } from "#lib/quota/estimate"
import type { Answer } from "#lib/router/answer"
import { signed } from "#lib/router/ask-provider"
import { budgetTicket } from "#lib/router/budget-ticket"
import type { Deployment } from "#lib/router/deployment"
import type { AttemptRecord } from "#lib/router/execute"
import type { Ticket } from "#lib/router/ticket"
import type { Usage } from "#lib/wire/chat"
import { asText } from "#lib/wire/read-json"
import type { Call } from "./call"
import { intend } from "./intend"
import type { ModelOperation, Parsed } from "./operation"
import { PassedStream, spokenBy, usageOf } from "./passed-answer"
import type { Passed } from "./passed-request"
import { respond } from "./respond"
import type { Runtime } from "./runtime"
import { book } from "./settle"

const MAX_ANSWER_BYTES = 256 * 1024 * 1024
const MAX_ERROR_BYTES = 256 * 1024
/** Headers of a provider's answer that its own clients look at. */
const SENT_BACK = ["retry-after", "request-id", "x-request-id", "content-disposition"]

/** Where a call is passed on to, and as what. */
export interface Target {
  readonly passed: Passed
  readonly deployment: Deployment
  /** Path and query there. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** What the log calls it when it names no model. */
  readonly name: string
  /** It costs the same each time, whatever is used. */
  readonly flat?: boolean
  /** Instead of the client's going away. */
  readonly signal?: CancelSignal
}

export interface Relaying {
  readonly op: ModelOperation
  readonly req: Incoming
  readonly rt: Runtime
  readonly call: Call
  readonly caller: Caller
}

/** Limited, sent, billed and logged; the answer as it is. Never retried, for nobody knows what the call does. Throws 401, 429, 502. */
export async function relayTo(relaying: Relaying, target: Target): Promise<Reply> {
  const { op, req, rt, call, caller } = relaying
  const { passed, deployment } = target
  const parsed = parsedOf(op, target)
  call.parsed = parsed
  const estimate = estimateOf(rt, caller, { parsed, target })
  await admitted(rt, call, { caller, estimate, parsed })
  const held = await heldOf(rt, deployment, estimate) // 429
  call.servedFrom(held)
  if (held !== null) call.onEnd((bill) => held.settle(bill))
  const startedAt = rt.clock.now()
  const upstream = await send(relaying, { target, estimate })
  const { status } = upstream
  const attempts: AttemptRecord[] = [
    {
      model_id: deployment.id,
      provider: deployment.provider.id,
      model: passed.model ?? "",
      status,
      error: status >= 400 ? "refused" : null,
      started_ms: startedAt,
      duration_ms: rt.clock.now() - startedAt,
    },
  ]
  if (status >= 400) return await refused({ rt, call, deployment, attempts, upstream })
  const answer = await answerOf(upstream, target, req)
  const executed = { answer, deployment, attempts, retries: 0, fallbacks: 0, ticket: null, routing: null }
  const reply = await respond({ op, rt, call, caller, estimate, executed })
  return { ...reply, headers: { ...sentBack(upstream), ...reply.headers } }
}

interface Sending {
  readonly target: Target
  readonly estimate: Estimate
}

async function send({ req, rt, call }: Relaying, { target, estimate }: Sending): Promise<Upstream> {
  const method = req.method as "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  const { passed, deployment, path, headers } = target
  const { body } = passed
  const { signal = req.signal } = target
  return await rt.sender.send({
    origin: deployment.origin,
    path,
    method,
    headers: await signed(deployment, { method, path, headers, body, signal }),
    body,
    signal,
    firstByteTimeoutMs: passed.stream ? deployment.streamTimeoutMs : deployment.timeoutMs,
    idleTimeoutMs: deployment.streamTimeoutMs,
    onSend: () => intend(rt, call, { deployment, estimate }),
  })
}

const NONE_USED: Usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
/** What is billed by the request. */
const ONE = { units: { requests: 1 } }

async function answerOf(upstream: Upstream, { deployment, flat = false }: Target, req: Incoming): Promise<Answer> {
  const contentType = upstream.header("content-type") ?? "application/octet-stream"
  const dialects = spokenBy(deployment)
  const { status, body } = upstream
  if (/[/+]json\b/i.test(contentType)) {
    const bytes = await body.readAll(MAX_ANSWER_BYTES)
    const text = bytes.toString("utf8")
    const read = req.method === "POST" ? usageOf(text, dialects) : null
    const usage = flat ? { ...NONE_USED, ...read, ...ONE } : read
    return { kind: "json", status, text, bytes, contentType, usage, logged: loggedOf(bytes), visibleText: () => "" }
  }
  const isEvents = /^text\/event-stream\b/i.test(contentType)
  const pipe = new PassedStream(dialects, isEvents, flat ? { ...NONE_USED, ...ONE } : null)
  const first = await body.read()
  if (first === null)
    return {
      kind: "json",
      status,
      text: "",
      contentType,
      usage: flat ? { ...NONE_USED, ...ONE } : null,
      logged: "",
      visibleText: () => "",
    }
  return { kind: "stream", first: pipe.push(first), pipe, body, ...(isEvents ? {} : { contentType }) }
}

function loggedOf(bytes: Buffer): string {
  return `[${bytes.length} bytes of JSON, passed through]`
}

interface Refusal {
  readonly rt: Runtime
  readonly call: Call
  readonly deployment: Deployment
  readonly attempts: readonly AttemptRecord[]
  readonly upstream: Upstream
}

/** The provider's refusal in its own words, without anything that is secret here. */
async function refused({ rt, call, deployment, attempts, upstream }: Refusal): Promise<Reply> {
  const text = redact((await upstream.body.readAll(MAX_ERROR_BYTES)).toString("utf8"))
  const { status } = upstream
  const error = new GatewayError("upstream_failed", `The provider answered ${status}.`, {
    status,
    detail: text.slice(0, 300),
  })
  await book({
    rt,
    call,
    deployment,
    status: "failure",
    httpStatus: status,
    error,
    usage: null,
    deliveredText: null,
    firstTokenAt: null,
    response: null,
    attempts,
    routing: null,
  })
  const headers = { ...sentBack(upstream), "x-litellm-call-id": call.callId }
  return {
    status,
    headers: { ...headers, "content-type": upstream.header("content-type") ?? "text/plain" },
    body: text,
  }
}

function sentBack(upstream: Upstream): Record<string, string> {
  const found = SENT_BACK.map((name) => [name, upstream.header(name)] as const)
  return Object.fromEntries(found.filter((pair): pair is [string, string] => pair[1] !== null))
}

function parsedOf(op: ModelOperation, { passed: { json, body, model, stream }, name }: Target): Parsed {
  return {
    body: {
      text: body?.toString("utf8") ?? "",
      json,
      model: model ?? name,
      stream,
      wantsUsage: true,
      dialect: op.dialect,
      chat() {
        throw new GatewayError("internal", "What is passed through is not translated.")
      },
    },
    maxTokens: typeof json.max_tokens === "number" ? json.max_tokens : null,
    answers: 1,
    endUser: asText(json.user)?.slice(0, 300) ?? null,
    tags: [],
    routing: {},
  }
}

function estimateOf(
  rt: Runtime,
  caller: Caller,
  { parsed, target }: { readonly parsed: Parsed; readonly target: Target },
): Estimate {
  const { text, model } = parsed.body
  const { deployment, flat = false } = target
  if (flat) return flatEstimate(deployment)
  return rt.quota.estimator.estimate({
    subject: `${caller.keyId} ${model}`,
    bodyChars: text.length,
    maxTokens: text === "" ? 0 : parsed.maxTokens,
    answers: 1,
    prices: [deployment.price],
    maxOutputTokens: deployment.maxOutputTokens,
  })
}

function flatEstimate({ price }: Deployment): Estimate {
  const nano = Math.round(price?.units?.request ?? 0)
  return {
    promptTokens: 0,
    reservedCompletionTokens: 0,
    expectedCompletionTokens: 0,
    reserveNano: nano,
    expectedNano: nano,
  }
}

/** The budgets of where it goes. */
async function heldOf(rt: Runtime, deployment: Deployment, estimate: Estimate): Promise<Ticket | null> {
  const { router } = rt.routing
  return router === undefined ? null : await budgetTicket(router, deployment, estimate)
}

async function admitted(
  rt: Runtime,
  call: Call,
  { caller, estimate, parsed }: { readonly caller: Caller; readonly estimate: Estimate; readonly parsed: Parsed },
): Promise<void> {
  const accounts = await chargedAccounts(rt.identity, caller, call.attribution())
  if (accounts !== caller.key?.accounts) authorizeAccounts(accounts) // 401
  const ticket = await admit(rt.quota, caller, withParts(caller, accounts, [parsed.body.model]), estimate) // 429
  call.windowStartedAt = ticket.windowStartedAt
  call.chargedTo = ticket.chargedTo
  call.rates = ticket.rates
  call.onEnd((bill) => ticket.settle(bill))
}
