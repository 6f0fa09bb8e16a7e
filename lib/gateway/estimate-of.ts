import type { Price } from "#lib/catalog/price"
import type { Caller } from "#lib/identity/caller"
import type { Estimate } from "#lib/quota/estimate"
import type { Plan } from "#lib/router/plan"
import type { Parsed } from "./operation"
import type { Runtime } from "./runtime"

/** What lengths are learned for: one key on one model group. */
export function estimateSubject(caller: Caller, parsed: Parsed): string {
  return `${caller.keyId} ${parsed.body.model}`
}

/** What this request will probably come to, at the price of the dearest deployment that may serve it. */
export function estimateOf(rt: Runtime, caller: Caller, parsed: Parsed, plan: Plan): Estimate {
  const prices: (Price | null)[] = []
  let maxOutputTokens: number | null = null
  for (const group of plan.groups) {
    for (const deployment of group.deployments) {
      prices.push(deployment.price)
      maxOutputTokens = Math.max(maxOutputTokens ?? 0, deployment.maxOutputTokens ?? 0) || null
    }
  }
  return rt.quota.estimator.estimate({
    subject: estimateSubject(caller, parsed),
    bodyChars: parsed.body.text.length,
    maxTokens: parsed.maxTokens,
    answers: parsed.answers,
    prices,
    maxOutputTokens,
  })
}
