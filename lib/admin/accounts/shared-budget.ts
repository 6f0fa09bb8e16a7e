import { eq } from "drizzle-orm"
import { budgets } from "#drizzle/schema/budgets"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import type { AccountColumns, LimitInput } from "./limit-fields"
import type { PART_FIELDS } from "./part-fields"

/** What someone who takes over a shared budget gets: columns, and the fields of its further budgets. */
export interface SharedLimits {
  readonly columns: AccountColumns
  /** Null where the budget has none: what an earlier one gave is taken away. */
  readonly parts: { readonly [K in SharedPart]?: unknown }
}

/** The further budgets a shared one can have. */
export const SHARED_PARTS = ["model_max_budget", "tpd_limit"] as const satisfies readonly (typeof PART_FIELDS)[number][]
type SharedPart = (typeof SHARED_PARTS)[number]

const NONE: SharedLimits = { columns: {}, parts: {} }

/**
 * The limits of a shared budget for someone who takes it over; nothing without one. A further budget of one's own (`own`) goes
 * before the shared one's. Throws `invalid_request` for a budget that does not exist, and when a budget of one's own is given
 * beside it.
 */
export async function sharedLimits(
  ctx: AdminContext,
  budgetId: string | null | undefined,
  own: LimitInput & { readonly [K in SharedPart]?: unknown },
): Promise<SharedLimits> {
  if (!budgetId) return NONE
  if (typeof own.max_budget === "number")
    throw new GatewayError("invalid_request", "Give either budget_id or max_budget, not both.", { param: "budget_id" })
  const [budget] = await ctx.db.orm.select().from(budgets).where(eq(budgets.id, budgetId))
  if (budget === undefined) {
    const say = `There is no budget "${budgetId.slice(0, 70)}". GET /budget/list shows the budgets there are.`
    throw new GatewayError("invalid_request", say, { param: "budget_id" })
  }
  const { maxBudgetNano, softBudgetNano, budgetDuration, tpmLimit, rpmLimit, maxParallelRequests, extra } = budget
  return {
    columns: { maxBudgetNano, softBudgetNano, budgetDuration, tpmLimit, rpmLimit, maxParallelRequests },
    parts: Object.fromEntries(SHARED_PARTS.map((name) => [name, own[name] ?? extra[name] ?? null])),
  }
}
