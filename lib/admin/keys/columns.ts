import type { keys } from "#drizzle/schema/keys"
import { addDuration, parseDuration, windowAt } from "#lib/core/duration"
import { nanoFromUsd } from "#lib/core/money"
import type { KeyFields } from "./fields"

type Columns = Partial<typeof keys.$inferInsert>

/** Request fields → columns. A field that was not given is `undefined`, which leaves its column alone; null clears it. */
export function columnsOf(input: KeyFields, nowMs: number): Columns {
  return {
    keyAlias: input.key_alias === "" ? null : input.key_alias,
    userId: input.user_id,
    teamId: input.team_id,
    organizationId: input.organization_id,
    models: input.models === null ? [] : input.models,
    aliases: input.aliases === null ? {} : input.aliases,
    allowedRoutes: input.allowed_routes === null ? [] : input.allowed_routes,
    metadata: input.metadata === null ? {} : input.metadata,
    maxBudgetNano: nanoOf(input.max_budget),
    softBudgetNano: nanoOf(input.soft_budget),
    budgetDuration: input.budget_duration,
    tpmLimit: input.tpm_limit,
    rpmLimit: input.rpm_limit,
    maxParallelRequests: input.max_parallel_requests,
    blocked: input.blocked === null ? false : input.blocked,
    expires: expiresOf(input.duration, nowMs),
  }
}

/**
 * The columns of a budget window that starts now with a changed `budget_duration` and ends on that duration's grid. Counters
 * are known by the window's start, so a start nobody had before is what makes every process count anew.
 */
export function windowColumns(budgetDuration: string | null, nowMs: number): Columns {
  const windowStartedAt = new Date(nowMs)
  if (budgetDuration === null) return { windowStartedAt, budgetResetAt: null }
  const { resetAt } = windowAt(parseDuration(budgetDuration), nowMs, nowMs)
  return { windowStartedAt, budgetResetAt: new Date(resetAt), spendNano: 0 }
}

function nanoOf(usd: number | null | undefined): number | null | undefined {
  return typeof usd === "number" ? nanoFromUsd(usd) : usd
}

/** "-1" and null: never. */
function expiresOf(duration: string | null | undefined, nowMs: number): Date | null | undefined {
  if (duration === undefined) return undefined
  if (duration === null || duration === "-1") return null
  return new Date(addDuration(nowMs, parseDuration(duration)))
}
