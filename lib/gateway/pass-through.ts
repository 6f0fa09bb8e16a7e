import { GatewayError } from "#lib/core/errors"
import type { Incoming, Reply } from "#lib/core/http"
import { redact } from "#lib/core/log"
import { allows, authorizeAccounts } from "#lib/identity/access"
import type { Caller } from "#lib/identity/caller"
import { chargedAccounts, withParts } from "#lib/identity/charged-accounts"
import type { Upstream } from "#lib/providers/send"
import { admit } from "#lib/quota/admit"
import type { Estimate } from "#lib/quota/estimate"
import type { Answer } from "#lib/router/answer"
import type { Deployment } from "#lib/router/deployment"
import type { AttemptRecord } from "#lib/router/execute"
import { passedPath } from "#lib/router/pass-through"
import { asText } from "#lib/wire/read-json"
import type { Call } from "./call"
import { intend } from "./intend"
import type { ModelOperation, Parsed } from "./operation"
import { ownerOf } from "./owner-of"
import { PassedStream, spokenBy, usageOf } from "./passed-answer"
import { type Passed, passedHeaders, readPassed, responsesNamedIn } from "./passed-request"
import type { Relay } from "./relay"
import { respond } from "./respond"
import type { Runtime } from "./runtime"
import { book } from "./settle"

const MAX_ANSWER_BYTES = 256 * 1024 * 1024
const MAX_ERROR_BYTES = 256 * 1024
/** Headers of a provider's answer that its own clients look at. */
const SENT_BACK = ["retry-after", "request-id", "x-request-id", "content-disposition"]

/**
 * One call to a provider's own API: its path, body and answer as they are, with the gateway's key for that provider. Known, limited,
 * billed and logged like any other; never retried, for nobody knows what it does.
 */
export function passThrough(op: ModelOperation, prefix: string): Relay {
  return async (req, rt, call, params) => {
    const { caller } = call
    if (caller === null) throw new GatewayError("internal", "A call was passed on for nobody.")
    const passed = await readPassed(req, `/${params.endpoint ?? ""}`, rt.rules.maxBodyBytes) // 400, 413
    const deployment = rt.routing.passThrough?.(prefix, passed.model) ?? null
    if (deployment === null) throw noKey(prefix) // 404
    await authorizePassed(rt, caller, passed, deployment) // 403, 404
    const parsed = parsedOf(op, prefix, passed)
    call.parsed = parsed
    const estimate = estimateOf(rt, caller, { parsed, deployment })
    await admitted(rt, call, { caller, estimate, parsed })
    const startedAt = rt.clock.now()
    const upstream = await send({ req, rt, call, passed, deployment, estimate })
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
    const answer = await answerOf(upstream, deployment, req)
    const executed = { answer, deployment, attempts, retries: 0, fallbacks: 0, ticket: null, routing: null }
    const reply = await respond({ op, rt, call, caller, estimate, executed })
    return { ...reply, headers: { ...sentBack(upstream), ...reply.headers } }
  }
}

interface Sending {
  readonly req: Incoming
  readonly rt: Runtime
  readonly call: Call
  readonly passed: Passed
  readonly deployment: Deployment
  readonly estimate: Estimate
}

async function send({ req, rt, call, passed, deployment, estimate }: Sending): Promise<Upstream> {
  const method = req.method as "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  const { body } = passed
  const path = `${passedPath(deployment, passed.endpoint)}${passed.search}`
  const headers = passedHeaders(req, deployment.headers, body !== null)
  const { signal } = req
  const proof = await deployment.sign?.({ method, url: `${deployment.origin}${path}`, headers, body, signal })
  return await rt.sender.send({
    origin: deployment.origin,
    path,
    method,
    headers: { ...headers, ...proof },
    body,
    signal,
    firstByteTimeoutMs: passed.stream ? deployment.streamTimeoutMs : deployment.timeoutMs,
    idleTimeoutMs: deployment.streamTimeoutMs,
    onSend: () => intend(rt, call, { deployment, estimate }),
  })
}

async function answerOf(upstream: Upstream, deployment: Deployment, req: Incoming): Promise<Answer> {
  const contentType = upstream.header("content-type") ?? "application/octet-stream"
  const dialects = spokenBy(deployment)
  const { status, body } = upstream
  if (/[/+]json\b/i.test(contentType)) {
    const bytes = await body.readAll(MAX_ANSWER_BYTES)
    const text = bytes.toString("utf8")
    const usage = req.method === "POST" ? usageOf(text, dialects) : null
    return { kind: "json", status, text, bytes, contentType, usage, logged: loggedOf(bytes), visibleText: () => "" }
  }
  const isEvents = /^text\/event-stream\b/i.test(contentType)
  const pipe = new PassedStream(dialects, isEvents)
  const first = await body.read()
  if (first === null)
    return { kind: "json", status, text: "", contentType, usage: null, logged: "", visibleText: () => "" }
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

function noKey(prefix: string): GatewayError {
  const say = `There is no key for /${prefix} here. Its admin adds a model of that provider to model_list, or sets the provider's environment variable.`
  return new GatewayError("not_found", say)
}

/** A key that may use some models only may name them here as the provider does; and nobody may name somebody else's response. */
async function authorizePassed(rt: Runtime, caller: Caller, passed: Passed, deployment: Deployment): Promise<void> {
  for (const id of responsesNamedIn(passed))
    if ((await rt.responses.find(ownerOf(caller), id)) === null)
      throw new GatewayError("not_found", `There is no response ${id.slice(0, 100)} of yours.`)
  const { key } = caller
  if (key === null) return
  const { model } = passed
  const groups = rt.routing.groups
  const same = groups.deployments.filter((each) => each.provider.id === deployment.provider.id && each.model === model)
  const names = model === null ? [] : [model, `${deployment.provider.id}/${model}`, ...same.map(({ group }) => group)]
  const lists = [key.models, ...key.accounts.map(({ models }) => models)].filter((models) => models.length > 0)
  if (model === null && (lists.length === 0 || lists.every((models) => allows(models, "*")))) return
  if (lists.every((models) => names.some((name) => allows(models, name, groups.accessGroups)))) return
  const what = model === null ? "and this call names none" : `not "${model.slice(0, 200)}"`
  const say = `This key may use certain models only, ${what}. It may use: ${(lists[0] ?? []).slice(0, 20).join(", ")}.`
  throw new GatewayError("model_access_denied", say, { param: "model" })
}

function parsedOf(op: ModelOperation, prefix: string, { json, body, model, stream }: Passed): Parsed {
  return {
    body: {
      text: body?.toString("utf8") ?? "",
      json,
      model: model ?? prefix,
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
  { parsed, deployment }: { readonly parsed: Parsed; readonly deployment: Deployment },
): Estimate {
  const { text, model } = parsed.body
  return rt.quota.estimator.estimate({
    subject: `${caller.keyId} ${model}`,
    bodyChars: text.length,
    maxTokens: text === "" ? 0 : parsed.maxTokens,
    answers: 1,
    prices: [deployment.price],
    maxOutputTokens: deployment.maxOutputTokens,
  })
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
