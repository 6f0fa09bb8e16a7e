import type { Clock } from "#lib/core/clock"
import type { Log } from "#lib/core/log"
import { usdFromNano } from "#lib/core/money"
import type { Database } from "#lib/db/open"

interface Crossed {
  kind: string
  id: string
  alias: string | null
  soft_budget_nano: string
  spend_nano: string
  budget_reset_at: Date | null
}

/**
 * Says in the log who has spent more than their soft budget: once for each budget window, whichever process sees it first. Nobody
 * is refused for it.
 */
export async function tellSoftBudgets({ db, clock, log }: { db: Database; clock: Clock; log: Log }): Promise<void> {
  const now = new Date(clock.now())
  const crossed = [...(await crossedKeys(db, now)), ...(await crossedAccounts(db, now))]
  for (const { kind, id, alias, soft_budget_nano: soft, spend_nano: spent, budget_reset_at: resetAt } of crossed)
    log.warn("a soft budget is crossed", {
      event: "soft_budget_crossed",
      event_group: kind,
      id,
      alias,
      spend: usdFromNano(Number(spent)),
      soft_budget: usdFromNano(Number(soft)),
      budget_reset_at: resetAt?.toISOString() ?? null,
    })
}

function crossedKeys(db: Database, now: Date): Promise<Crossed[]> {
  return db.sql<Crossed[]>`
    update keys set soft_alerted_for = window_started_at
    where soft_budget_nano is not null and spend_nano >= soft_budget_nano and (budget_reset_at is null or budget_reset_at > ${now}
      or window_started_at >= budget_reset_at) and soft_alerted_for is distinct from window_started_at
    returning 'key' as kind, token as id, coalesce(key_alias, key_name) as alias, soft_budget_nano, spend_nano, budget_reset_at`
}

function crossedAccounts(db: Database, now: Date): Promise<Crossed[]> {
  return db.sql<Crossed[]>`
    update accounts set soft_alerted_for = window_started_at
    where soft_budget_nano is not null and spend_nano >= soft_budget_nano and (budget_reset_at is null or budget_reset_at > ${now}
      or window_started_at >= budget_reset_at) and soft_alerted_for is distinct from window_started_at
    returning kind, id, alias, soft_budget_nano, spend_nano, budget_reset_at`
}
