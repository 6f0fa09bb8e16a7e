import { eq } from "drizzle-orm"
import { budgets } from "#drizzle/schema/budgets"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import type { AccountColumns, LimitInput } from "./limit-fields"

/**
 * The limits of a shared budget as the columns of someone who takes it over; none without one. Throws `invalid_request` for a
 * budget that does not exist, and when limits of one's own are given beside it.
 */
export async function sharedLimits(
  ctx: AdminContext,
  budgetId: string | null | undefined,
  own: LimitInput,
): Promise<AccountColumns> {
  if (!budgetId) return {}
  if (typeof own.max_budget === "number")
    throw new GatewayError("invalid_request", "Give either budget_id or max_budget, not both.", { param: "budget_id" })
  const [budget] = await ctx.db.orm.select().from(budgets).where(eq(budgets.id, budgetId))
  if (budget === undefined) {
    const say = `There is no budget "${budgetId.slice(0, 70)}". GET /budget/list shows the budgets there are.`
    throw new GatewayError("invalid_request", say, { param: "budget_id" })
  }
  const { maxBudgetNano, softBudgetNano, budgetDuration, tpmLimit, rpmLimit, maxParallelRequests } = budget
  return { maxBudgetNano, softBudgetNano, budgetDuration, tpmLimit, rpmLimit, maxParallelRequests }
}
