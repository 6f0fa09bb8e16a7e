import type { Clock } from "#lib/core/clock"
import { parseDuration } from "#lib/core/duration"
import type { Database } from "#lib/db/open"
import type { Account } from "#lib/identity/account"
import type { RecordCache } from "#lib/identity/record-cache"
import type { Rules } from "./rules"

/** The budget of everything that goes through the gateway (`litellm_settings.max_budget` and `budget_duration`). */
export interface GatewayBudget {
  readonly maxBudgetNano: number
  readonly budgetDuration: string | null
}

const ID = "proxy"
/** The account every request is charged to when there is such a budget. */
export const GATEWAY_ACCOUNT = `gateway:${ID}`

interface Parts {
  readonly db: Database
  readonly accounts: RecordCache<Account>
  readonly data: { readonly clock: Clock }
}

/**
 * Makes the account's limits what the configuration says; what was spent stays. Another duration begins a new window. Several
 * processes may do it at once.
 */
export async function storeGatewayBudget(
  { db, accounts, data: { clock } }: Parts,
  { gatewayBudget: budget, calendar }: Pick<Rules, "gatewayBudget" | "calendar">,
): Promise<void> {
  if (budget === null) return
  const nowMs = clock.now()
  const { maxBudgetNano, budgetDuration } = budget
  const resetAt =
    budgetDuration === null ? null : new Date(calendar.windowAt(parseDuration(budgetDuration), nowMs, nowMs).resetAt)
  const now = new Date(nowMs)
  await db.sql`
    insert into accounts as a (kind, id, max_budget_nano, budget_duration, window_started_at, budget_reset_at)
    values ('gateway', ${ID}, ${maxBudgetNano}, ${budgetDuration}, ${now}, ${resetAt})
    on conflict (kind, id) do update set
      max_budget_nano = excluded.max_budget_nano, budget_duration = excluded.budget_duration, updated_at = ${now},
      window_started_at = case when a.budget_duration is not distinct from excluded.budget_duration then a.window_started_at
        else greatest(excluded.window_started_at, a.window_started_at + interval '1 millisecond') end,
      budget_reset_at = case when a.budget_duration is not distinct from excluded.budget_duration then a.budget_reset_at
        else excluded.budget_reset_at end,
      spend_nano = case when a.budget_duration is not distinct from excluded.budget_duration then a.spend_nano else 0 end`
  accounts.forget(GATEWAY_ACCOUNT)
}
