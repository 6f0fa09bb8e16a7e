import { and, inArray, or, sql as raw, type SQL } from "drizzle-orm"
import { accounts } from "#drizzle/schema/accounts"
import type { AdminContext } from "../context"
import { reachOf } from "../reach"

/** Accounts with a budget of their own; budgets for some models or further windows are parts of these. */
export const ACCOUNT_KINDS = [
  "gateway",
  "organization",
  "team",
  "user",
  "customer",
  "tag",
  "provider",
  "deployment",
] as const

/** What may have a budget of its own. */
export const BUDGET_KINDS = ["key", ...ACCOUNT_KINDS] as const
export type BudgetKind = (typeof BUDGET_KINDS)[number]

/** Who a budget belongs to, with the columns of its row. */
export interface BudgetOwner {
  readonly kind: BudgetKind
  readonly id: string
  readonly name: string
  readonly maxBudgetNano: number | null
  readonly spendNano: number
  readonly budgetDuration: string | null
  readonly windowStartedAt: Date
  readonly budgetResetAt: Date | null
  readonly createdAt: Date
}

/** What an account is called. */
export function accountName({ alias, profile, id }: Pick<typeof accounts.$inferSelect, "alias" | "profile" | "id">) {
  return alias ?? (typeof profile.user_email === "string" ? profile.user_email : id)
}

/** Accounts whose budgets the caller sees: one's own, and those of teams and organizations one belongs to; undefined when all lie within reach. */
export function accountsWithin(ctx: AdminContext): SQL | undefined {
  const reach = reachOf(ctx.caller)
  if (reach === null) return undefined
  const of = (kind: string, ids: readonly string[]) =>
    ids.length === 0 ? undefined : and(raw`${accounts.kind} = ${kind}`, inArray(accounts.id, [...ids]))
  return or(
    raw`false`,
    of("user", reach.userId === null ? [] : [reach.userId]),
    of("team", [...reach.teams, ...reach.adminTeams]),
    of("organization", reach.adminOrganizations),
  )
}

/** When a window began; a budget that never starts anew has had one since what has it was made. */
export function windowStart({ createdAt }: { readonly createdAt: Date }, startedAt: number, nowMs: number): number {
  return startedAt === 0 ? Math.min(createdAt.getTime(), nowMs) : startedAt
}
