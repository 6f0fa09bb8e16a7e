import { and, asc, inArray, isNotNull, sql } from "drizzle-orm"
import { z } from "zod"
import { accounts } from "#drizzle/schema/accounts"
import type { AdminContext } from "../context"

const KINDS = ["organization", "team", "user", "customer", "tag"] as const
const NAMES = 20

/** Who took a budget over, of one kind. */
export const BudgetUsers = z.object({
  kind: z.enum(KINDS),
  count: z.number(),
  names: z.array(z.string()).describe("The first twenty, by their names"),
})

/** Who took over which budget, by its id. */
export async function usersOfBudgets(ctx: AdminContext): Promise<Map<string, z.output<typeof BudgetUsers>[]>> {
  const budgetId = sql<string>`${accounts.profile}->>'budget_id'`
  const name = sql`coalesce(${accounts.alias}, ${accounts.id})`
  const rows = await ctx.db.orm
    .select({
      budgetId,
      kind: sql<(typeof KINDS)[number]>`${accounts.kind}`,
      count: sql<number>`count(*)::int`,
      names: sql<string[]>`(array_agg(${name} order by ${name}))[1:${sql.raw(String(NAMES))}]`,
    })
    .from(accounts)
    .where(and(inArray(accounts.kind, [...KINDS]), isNotNull(budgetId)))
    .groupBy(sql`1`, accounts.kind)
    .orderBy(asc(sql`1`), asc(accounts.kind))
  const users = new Map<string, z.output<typeof BudgetUsers>[]>()
  for (const { budgetId: id, ...row } of rows) users.set(id, [...(users.get(id) ?? []), row])
  return users
}
