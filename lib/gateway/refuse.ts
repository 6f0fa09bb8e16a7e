import { GatewayError } from "#lib/core/errors"
import { json, type Reply } from "#lib/core/http"
import { redact } from "#lib/core/log"
import type { Deployment } from "#lib/router/deployment"
import { type AttemptRecord, ExecuteFailure } from "#lib/router/execute"
import type { GroupNote } from "#lib/router/group-note"
import type { Call } from "./call"
import type { Operation } from "./operation"
import type { Runtime } from "./runtime"
import { book } from "./settle"

/** The one exit of a call that has no answer: logged, billed for what it used, rendered in the client's dialect. */
export async function refuse(op: Operation, thrown: unknown, call: Call, rt: Runtime): Promise<Reply> {
  const { failure, attempts, deployment, routing } = unwrap(thrown)
  if (failure.kind === "internal") {
    const cause = failure.cause instanceof Error ? failure.cause.stack : undefined
    rt.log.error("a request failed in the gateway", {
      request_id: call.requestId,
      detail: failure.detail,
      stack: cause,
    })
  }
  const gone = failure.kind === "client_closed"
  await book({
    rt,
    call,
    deployment,
    status: gone ? "client_disconnect" : "failure",
    error: failure,
    httpStatus: failure.status,
    usage: null,
    deliveredText: gone && call.sentAt !== null ? "" : null,
    firstTokenAt: null,
    response: null,
    attempts,
    routing,
  })
  const headers: Record<string, string> = { "x-litellm-call-id": call.callId }
  if (failure.retryAfterSeconds !== undefined) headers["retry-after"] = String(failure.retryAfterSeconds)
  return json(failure.status, JSON.parse(redact(JSON.stringify(op.dialect.fromHub.error(failure)))), headers)
}

function unwrap(thrown: unknown): {
  failure: GatewayError
  attempts: readonly AttemptRecord[]
  deployment: Deployment | null
  routing: readonly GroupNote[] | null
} {
  if (thrown instanceof ExecuteFailure) return thrown
  return { failure: GatewayError.from(thrown), attempts: [], deployment: null, routing: null }
}
