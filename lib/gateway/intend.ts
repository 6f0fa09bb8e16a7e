import { rowOf, type ServedBy } from "#lib/ledger/row-of"
import type { SpendRow } from "#lib/ledger/spend-row"
import type { Estimate } from "#lib/quota/estimate"
import { priceVersion } from "#lib/router/bill"
import type { Deployment } from "#lib/router/deployment"
import type { Call } from "./call"
import type { Runtime } from "./runtime"

const KILLED = {
  code: "gateway_killed",
  message: "The gateway was killed while this request ran; its expected cost was booked.",
}
const NO_METADATA = {}
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

/**
 * Journals the first send of a call: if the process dies before the answer is booked, its expected cost is billed instead.
 * It is in the file when this returns, and the request on its socket right after: one write for several requests would book those
 * that a kill kept from being sent.
 */
export function intend(rt: Runtime, call: Call, intent: Intent): void {
  if (call.sentAt !== null) return
  call.sentAt = rt.clock.now()
  try {
    if (!call.booked) rt.journal.intend(expectedRow(rt, call, intent))
  } catch (e) {
    rt.log.error("the journal's disk takes no intent; a crash now would lose this request's bill", {
      request_id: call.requestId,
      error: String(e),
    })
  }
}

/** A call's first send. */
export interface Intent {
  readonly deployment: Deployment
  readonly estimate: Estimate
}

function expectedRow(rt: Runtime, call: Call, { deployment, estimate }: Intent): SpendRow {
  call.announced = true
  const completion = Math.round(estimate.expectedCompletionTokens)
  return rowOf(call.facts(), servedBy(deployment), {
    status: "interrupted",
    httpStatus: 500,
    error: KILLED,
    usage: {
      prompt_tokens: estimate.promptTokens,
      completion_tokens: completion,
      total_tokens: estimate.promptTokens + completion,
    },
    estimated: true,
    costNano: deployment.price === null ? 0 : estimate.expectedNano,
    firstTokenAt: null,
    endedAt: rt.clock.now(),
    request: null,
    response: null,
    metadata: NO_METADATA,
  })
}
