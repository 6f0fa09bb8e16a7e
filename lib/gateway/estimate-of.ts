import { costNano } from "#lib/catalog/cost"
import type { Price } from "#lib/catalog/price"
import type { Caller } from "#lib/identity/caller"
import type { Estimate } from "#lib/quota/estimate"
import type { KindCall } from "#lib/router/chat-body"
import { completeUsage } from "#lib/router/kind-usage"
import type { Plan } from "#lib/router/plan"
import type { Usage } from "#lib/wire/chat"
import type { Parsed } from "./operation"
import type { Runtime } from "./runtime"

/** What lengths are learned for: one key on one model group. */
export function estimateSubject(caller: Caller, parsed: Parsed): string {
  return `${caller.keyId} ${parsed.body.model}`
}

interface Asked {
  readonly caller: Caller
  readonly parsed: Parsed
  readonly tier: "batch" | null
}

/** What this request will probably come to, at the price of the dearest deployment that may serve it. */
export function estimateOf(rt: Runtime, { caller, parsed, tier }: Asked, plan: Plan): Estimate {
  if (parsed.body.other !== undefined) return kindEstimate(parsed.body.other, plan, tier)
  const prices: (Price | null)[] = []
  let maxOutputTokens: number | null = null
  for (const group of plan.groups) {
    for (const deployment of group.deployments) {
      prices.push(inTier(deployment.price, tier))
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

function inTier(price: Price | null, tier: Asked["tier"]): Price | null {
  return tier === null ? price : (price?.services.batches ?? price)
}

const CHARS_PER_TOKEN = 4

/** What a call of another kind will come to: its units are known, its text is counted by the character. */
function kindEstimate(call: KindCall, plan: Plan, tier: Asked["tier"]): Estimate {
  const { prompt_tokens: known } = call.measured
  const promptTokens = known ?? Math.ceil(call.text().length / CHARS_PER_TOKEN)
  let reserveNano = 0
  for (const group of plan.groups) {
    for (const deployment of group.deployments) {
      const price = inTier(deployment.price, tier)
      if (price === null) continue
      const usage = completeUsage({ prompt_tokens: promptTokens }, call, price)
      reserveNano = Math.max(reserveNano, costNano(price, usage as Usage))
    }
  }
  return {
    promptTokens,
    reservedCompletionTokens: 0,
    expectedCompletionTokens: 0,
    reserveNano,
    expectedNano: reserveNano,
  }
}
