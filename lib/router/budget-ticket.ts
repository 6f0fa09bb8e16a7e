import type { Deployment } from "./deployment"
import { deploymentBudget, deploymentWants, providerBudget } from "./limits"
import { overBudget } from "./no-room"
import type { Router } from "./router-state"
import type { Expected } from "./routing-ask"
import { Ticket } from "./ticket"

/**
 * What a call takes of its deployment's budget and its provider's when it can go nowhere else. Null: there is none. Throws 429 when
 * one is used up.
 */
export async function budgetTicket(router: Router, deployment: Deployment, expected: Expected): Promise<Ticket | null> {
  const { settings, state } = router
  const nowMs = state.clock.now()
  const all = deploymentWants(deployment, { expected, settings, nowMs, spent: state.spent })
  const wants = all.filter(({ key }) => key.startsWith("budget:"))
  if (wants.length === 0) return null
  const taken = await state.counters.take(wants)
  if (taken.ok) return new Ticket({ router, deployment, wants, groupSize: 1 })
  const { key, limit } = taken.want
  const own = deploymentBudget(deployment, settings, nowMs)
  const [whose, budget] =
    own?.counter === key
      ? ([`a deployment of ${deployment.group}`, own] as const)
      : ([`the provider ${deployment.provider.id}`, providerBudget(deployment.provider.id, settings, nowMs)] as const)
  throw overBudget(whose, limit, { resetAt: budget?.resetAt ?? null, nowMs })
}
