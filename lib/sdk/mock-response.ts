import { setTimeout as sleep } from "node:timers/promises"
import { abortSignalOf } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import { requestId } from "#lib/core/ids"
import { encodeSse } from "#lib/core/sse"
import { BodyReader } from "#lib/providers/body-reader"
import type { Outgoing, Sender, Upstream } from "#lib/providers/send"
import type { ChatChunk, ChatResponse, ToolCall, Usage } from "#lib/wire/chat"
import { ContentPolicyViolationError } from "./exceptions"
import { exceptionNamed, toGatewayError } from "./to-exception"

type Params = Readonly<Record<string, unknown>>

/** No such host can exist (RFC 6761). */
export const MOCK_ORIGIN = "http://mock.invalid"
const DEFAULT_TIMEOUT_SECONDS = 600
/** What LiteLLM's mocks count. */
const USAGE: Usage = { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 }
const STREAMING_ERROR = "Exception: mock_streaming_error"

/** True when these parameters ask for an answer without a provider. */
export function isMocked(params: Params): boolean {
  const given = (name: string) => params[name] !== undefined && params[name] !== null && params[name] !== false
  return given("mock_response") || given("mock_timeout") || given("mock_tool_calls")
}

/** Answers requests to MOCK_ORIGIN with what the deployment being asked pretends; sends the others on. */
export function mockingSender(real: () => Sender, asked: () => Params | null): Sender {
  return {
    async send(out) {
      if (out.origin !== MOCK_ORIGIN) return real().send(out)
      out.onSend?.()
      return pretend(asked() ?? {}, out)
    },
    close: async () => undefined,
  }
}

async function pretend(params: Params, out: Outgoing): Promise<Upstream> {
  if (params.mock_timeout === true) await timedOut(params, out)
  const error = mockedError(params.mock_response)
  if (error !== null) throw error
  const request = JSON.parse(String(out.body)) as Record<string, unknown>
  const answer = answerOf(params, request)
  if (request.stream !== true) return upstream("application/json", [JSON.stringify(answer)], null)
  const breaks = params.mock_response === STREAMING_ERROR
  const failure = breaks ? new GatewayError("upstream_failed", "The mocked stream breaks off here.") : null
  return upstream("text/event-stream", eventsOf(answer, breaks), failure)
}

async function timedOut(params: Params, out: Outgoing): Promise<never> {
  const seconds = typeof params.timeout === "number" ? params.timeout : DEFAULT_TIMEOUT_SECONDS
  await sleep(seconds * 1000, undefined, { signal: abortSignalOf(out.signal) }).catch(() => {
    throw new GatewayError("client_closed", "The call was cancelled.")
  })
  throw new GatewayError("upstream_timeout", `The mocked provider did not answer within ${seconds} s.`)
}

/** The error a mock stands for, as the engine throws it; null when it stands for an answer. */
export function mockedError(mock: unknown): GatewayError | null {
  const error = errorIn(mock)
  return error === null ? null : toGatewayError(error)
}

/** The error a mock stands for: itself, or the one a magic string names. */
function errorIn(mock: unknown): Error | null {
  if (mock instanceof Error) return mock
  if (typeof mock !== "string") return null
  if (mock === "Exception: content_filter_policy")
    return new ContentPolicyViolationError("The mocked content policy refused this request.")
  const name = /^(?:litellm|tollgate)\.(\w+)$/.exec(mock)?.[1]
  const Named = name === undefined ? null : exceptionNamed(name)
  return Named === null ? null : new Named(`This is a mocked ${name}.`)
}

function answerOf(params: Params, request: Record<string, unknown>): ChatResponse {
  const mock = params.mock_response
  const head = {
    id: `chatcmpl-${requestId()}`,
    object: "chat.completion" as const,
    created: Math.floor(Date.now() / 1000),
    model: String(request.model),
  }
  if (typeof mock === "object" && mock !== null && "choices" in mock)
    return { ...head, usage: USAGE, ...(mock as Partial<ChatResponse>) } as ChatResponse
  const calls = params.mock_tool_calls as ToolCall[] | undefined
  const content = typeof mock === "string" ? mock : mock === undefined ? null : JSON.stringify(mock)
  const count = typeof request.n === "number" ? request.n : 1
  const message = { role: "assistant" as const, content, ...(calls === undefined ? {} : { tool_calls: calls }) }
  const finish_reason = calls === undefined ? ("stop" as const) : ("tool_calls" as const)
  const choices = Array.from({ length: count }, (_, index) => ({ index, message, finish_reason }))
  return { ...head, choices, usage: USAGE }
}

/** The answer as a provider streams it, word by word; `half` stops in the middle. */
function eventsOf(answer: ChatResponse, half: boolean): string[] {
  const { choices, usage, ...head } = answer
  const event = (fields: Pick<ChatChunk, "choices"> & Partial<ChatChunk>) =>
    encodeSse({ event: "", data: JSON.stringify({ ...head, object: "chat.completion.chunk", ...fields }) })
  const out: string[] = []
  for (const { index, message, finish_reason } of choices) {
    const delta = (fields: ChatChunk["choices"][number]["delta"]) =>
      out.push(event({ choices: [{ index, delta: fields, finish_reason: null }] }))
    delta({ role: "assistant", content: "" })
    const words = typeof message.content === "string" ? (message.content.match(/\s*\S+|\s+$/g) ?? []) : []
    for (const word of half ? words.slice(0, Math.ceil(words.length / 2)) : words) delta({ content: word })
    if (half) return out
    if (message.tool_calls) delta({ tool_calls: message.tool_calls.map((call, at) => ({ ...call, index: at })) })
    out.push(event({ choices: [{ index, delta: {}, finish_reason }] }))
  }
  out.push(event({ choices: [], usage: usage ?? USAGE }))
  out.push("data: [DONE]\n\n")
  return out
}

function upstream(contentType: string, parts: readonly string[], failure: GatewayError | null): Upstream {
  const body = new BodyReader({ pause: () => undefined, resume: () => undefined, abort: () => undefined })
  for (const part of parts) body.push(Buffer.from(part))
  body.finish(failure)
  return { status: 200, header: (name) => (name === "content-type" ? contentType : null), body }
}
