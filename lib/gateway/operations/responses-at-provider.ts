import type { CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import type { Runtime } from "#lib/gateway/runtime"
import type { Turn } from "#lib/responses/response-store"
import { doorFor } from "#lib/router/chat-door"
import { openaiResponses } from "#lib/wire/openai-responses/dialect"
import { asObject, type Json, parseJson } from "#lib/wire/read-json"

const MAX_ANSWER_BYTES = 64 * 1024 * 1024

interface Question {
  readonly method: "GET" | "POST" | "DELETE"
  /** Behind the id. */
  readonly path?: string
  readonly signal: CancelSignal
  /** What is to be deleted may be gone already. */
  readonly mayBeGone?: true
}

/** Asks the provider that keeps a response about it. Null when its deployment is configured no more. Throws its refusal. */
export async function askResponse(rt: Runtime, turn: Turn, question: Question): Promise<Json | null> {
  const deployment = rt.routing.groups.byId(turn.deploymentId)
  const door = deployment === null ? null : doorFor(deployment, openaiResponses.id)
  if (deployment === null || door === null || door.service.dialect.id !== openaiResponses.id) return null
  const [bare = "", query] = door.path.split("?", 2)
  const { method, signal } = question
  const path = `${bare}/${encodeURIComponent(turn.id)}${question.path ?? ""}${query === undefined ? "" : `?${query}`}`
  const body = method === "POST" ? "{}" : null
  const url = `${deployment.origin}${path}`
  const proof = await deployment.sign?.({ method, url, headers: deployment.headers, body: body ?? "", signal })
  const upstream = await rt.sender.send({
    origin: deployment.origin,
    path,
    method,
    headers: { ...deployment.headers, ...proof },
    body,
    signal,
    firstByteTimeoutMs: deployment.timeoutMs,
    idleTimeoutMs: deployment.streamTimeoutMs,
  })
  const text = (await upstream.body.readAll(MAX_ANSWER_BYTES)).toString("utf8")
  if (question.mayBeGone === true && upstream.status === 404) return {}
  if (upstream.status < 200 || upstream.status >= 300) throw openaiResponses.toHub.error(upstream.status, text)
  const answer = asObject(parseJson(text))
  if (answer === null) throw new GatewayError("upstream_failed", "The provider sent something else than a response.")
  return answer
}
