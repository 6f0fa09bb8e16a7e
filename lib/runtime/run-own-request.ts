import { Cancel } from "#lib/core/cancel"
import { requestId } from "#lib/core/ids"
import { chatCompletions } from "#lib/gateway/operations/chat-completions"
import { embeddings } from "#lib/gateway/operations/embeddings"
import type { OwnAnswer, OwnRequest } from "#lib/gateway/own-request"
import { handle } from "#lib/gateway/pipeline"
import type { Runtime } from "#lib/gateway/runtime"
import { ownIncoming, textOf } from "./own-incoming"

const OPERATIONS = { "/v1/embeddings": embeddings, "/v1/chat/completions": chatCompletions } as const

/** Has the gateway ask itself, through the pipeline like everybody. Gives up after `timeoutMs`; never rejects. */
export async function runOwnRequest(rt: Runtime, request: OwnRequest): Promise<OwnAnswer> {
  const { endpoint, body, caller, timeoutMs } = request
  const signal = new Cancel()
  const now = rt.clock.now()
  const id = requestId(now)
  const behalf = { keyHash: caller.keyId, requestId: id, startedAt: now, booked: false, serviceTier: null } as const
  const incoming = ownIncoming({
    endpoint,
    body: JSON.stringify(body),
    headers: headersOf(request),
    signal,
    behalf: { ...behalf, gatewaysOwn: true },
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<OwnAnswer>((resolve) => {
    timer = setTimeout(() => {
      signal.fire()
      resolve({ status: 504, text: `no answer within ${timeoutMs} ms` })
    }, timeoutMs)
  })
  const asked = handle(OPERATIONS[endpoint], incoming, rt, {})
    .then(async (reply) => ({ status: reply.status, text: await textOf(reply) }))
    .catch((e: unknown) => ({ status: 500, text: String(e) }))
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}

function headersOf({ attribution, callId, purpose }: OwnRequest): Record<string, string> {
  const { endUser, tags } = attribution
  return {
    "x-litellm-call-id": callId,
    "user-agent": `tollgate/${purpose}`,
    ...(endUser === null ? {} : { "x-litellm-end-user-id": endUser }),
    ...(tags.length === 0 ? {} : { "x-litellm-tags": tags.join(",") }),
  }
}
