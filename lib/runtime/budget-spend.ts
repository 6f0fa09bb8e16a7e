import { windowAt } from "#lib/core/duration"
import type { Database } from "#lib/db/open"
import { correctedLog, correctedNano } from "#lib/ledger/corrected"
import { deploymentBudget, providerBudgetCounter } from "#lib/router/limits"
import type { RouterState } from "#lib/router/router-state"
import { routingFacts } from "#lib/router/routing-facts"
import type { Rules } from "./rules"

/** Reads what deployments and providers with a budget have spent in their running window, so that a restart does not refill it. */
export async function readBudgetSpend(router: RouterState, db: Database, rules: Rules): Promise<void> {
  const nowMs = router.clock.now()
  for (const deployment of rules.routing.groups.deployments) {
    const { maxBudgetNano, budgetDuration } = routingFacts(deployment)
    if (maxBudgetNano === null) continue
    const since = budgetDuration === null ? 0 : windowAt(budgetDuration, 0, nowMs).startedAt
    const [row] = await db.sql<{ spent: string | null }[]>`
      select sum(${correctedNano(db.sql)})::text as spent from ${correctedLog(db.sql)}
      where model_id = ${deployment.id} and started_at >= ${new Date(since)}`
    router.spent.set(deploymentBudget(deployment, nowMs).key, Number(row?.spent ?? 0))
  }
  for (const [provider, { duration }] of Object.entries(rules.router.providerBudgets)) {
    const since = duration === null ? 0 : windowAt(duration, 0, nowMs).startedAt
    const [row] = await db.sql<{ spent: string | null }[]>`
      select sum(${correctedNano(db.sql)})::text as spent from ${correctedLog(db.sql)}
      where provider = ${provider} and started_at >= ${new Date(since)}`
    const counter = providerBudgetCounter(provider, rules.router, nowMs)
    if (counter !== null) router.spent.set(counter.key, Number(row?.spent ?? 0))
  }
}
