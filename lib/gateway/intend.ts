import { rowOf, type ServedBy } from "#lib/ledger/row-of"
import type { Estimate } from "#lib/quota/estimate"
import { priceVersion } from "#lib/router/bill"
import type { Deployment } from "#lib/router/deployment"
import type { Call } from "./call"
import type { Runtime } from "./runtime"

const known = new WeakMap<Deployment, ServedBy>()

/** The deployment as the ledger sees it; made once each. */
export function servedBy(deployment: Deployment): ServedBy {
  const before = known.get(deployment)
  if (before !== undefined) return before
  const served: ServedBy = {
    id: deployment.id,
    provider: deployment.provider.id,
    model: deployment.model,
    apiBase: deployment.apiBase,
    priced: deployment.price !== null,
    priceVersion: priceVersion(deployment),
  }
  known.set(deployment, served)
  return served
}

/** Journals the first send of a call: if the process dies before the answer is booked, this row is billed instead. */
export function intend(rt: Runtime, call: Call, estimate: Estimate, deployment: Deployment): void {
  if (call.sentAt !== null) return
  const now = rt.clock.now()
  call.sentAt = now
  const completion = Math.round(estimate.expectedCompletionTokens)
  const row = rowOf(call.facts(), servedBy(deployment), {
    status: "interrupted",
    httpStatus: 500,
    error: {
      code: "gateway_killed",
      message: "The gateway was killed while this request ran; its expected cost was booked.",
    },
    usage: {
      prompt_tokens: estimate.promptTokens,
      completion_tokens: completion,
      total_tokens: estimate.promptTokens + completion,
    },
    estimated: true,
    costNano: deployment.price === null ? 0 : estimate.expectedNano,
    firstTokenAt: null,
    endedAt: now,
    request: null,
    response: null,
    metadata: {},
  })
  try {
    rt.journal.intend(row)
  } catch (e) {
    rt.log.error("the journal's disk takes no intent; a crash now would lose this request's bill", {
      request_id: call.requestId,
      error: String(e),
    })
  }
}
