import { and, eq, min, sum } from "drizzle-orm"
import { subjectHourly } from "#drizzle/schema/spend"
import type { AccountRow } from "../accounts/store"
import type { AdminContext } from "../context"

/** A customer nobody made, as the account it would be: what requests that named it have spent. Null when none has. */
export async function seenCustomer(ctx: AdminContext, id: string): Promise<AccountRow | null> {
  await ctx.flush()
  const [seen] = await ctx.db.orm
    .select({ spendNano: sum(subjectHourly.spendNano).mapWith(Number), since: min(subjectHourly.hour) })
    .from(subjectHourly)
    .where(and(eq(subjectHourly.kind, "customer"), eq(subjectHourly.id, id)))
  if (seen === undefined || seen.since === null) return null
  return {
    kind: "customer",
    id,
    alias: null,
    organizationId: null,
    owner: null,
    models: [],
    maxBudgetNano: null,
    softBudgetNano: null,
    budgetDuration: null,
    windowStartedAt: new Date(0),
    budgetResetAt: null,
    spendNano: seen.spendNano,
    totalSpendNano: seen.spendNano,
    maxTokenBudget: null,
    windowTokens: 0,
    softAlertedFor: null,
    tpmLimit: null,
    rpmLimit: null,
    maxParallelRequests: null,
    blocked: false,
    metadata: {},
    profile: {},
    createdAt: seen.since,
    createdBy: null,
    updatedAt: seen.since,
    updatedBy: null,
  }
}
