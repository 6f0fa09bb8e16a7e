import { and, desc, gte, inArray, sql as raw } from "drizzle-orm"
import { z } from "zod"
import { accounts } from "#drizzle/schema/accounts"
import { keys } from "#drizzle/schema/keys"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import { keysWithin } from "../reach"
import { budgetHours } from "./budget-hours"
import { ACCOUNT_KINDS, accountName, accountsWithin, BUDGET_KINDS, type BudgetOwner, windowStart } from "./budget-owner"
import { floorHour, outlook, recentSince } from "./burn-down-curve"
import { readSnapshot } from "./read"

/** So many candidates of either table are looked at: some of their windows may have ended. */
const LOOKED_AT = 200
const WHOLE = 100

export const PressedInput = z.strictObject({
  min_share: z.coerce.number().min(0).max(1).default(0.8).describe("Of the budget, spent in the running window"),
  limit: z.coerce.number().int().min(1).max(WHOLE).default(20),
})

const Pressed = z.object({
  kind: z.enum(BUDGET_KINDS),
  id: z.string().describe("A key's hash, or the id of the account"),
  name: z.string(),
  spend: z.number().describe("Dollars spent in the running window"),
  max_budget: z.number(),
  share: z.number().describe("spend / max_budget: 1 and more is used up"),
  budget_duration: z.string().nullable(),
  budget_reset_at: z.iso.datetime().nullable(),
  projected_at: z.iso
    .datetime()
    .nullable()
    .describe(
      "When it is used up at the recent pace, as GET /usage/burndown has it; null: not before it starts anew, or it is already",
    ),
})

export const PressedBudgets = z.object({ budgets: z.array(Pressed), total: z.number() })

/** The budgets within reach of which most is spent, the fullest first, and when each will be used up. */
export async function pressedBudgets(
  ctx: AdminContext,
  { min_share: minShare, limit }: z.output<typeof PressedInput>,
): Promise<z.input<typeof PressedBudgets>> {
  await ctx.flush()
  const found = [...(await pressedKeys(ctx, minShare)), ...(await pressedAccounts(ctx, minShare))]
  const budgets = found
    .flatMap((candidate) => running(ctx, candidate))
    .filter((budget) => shareOf(budget) >= minShare)
    .sort((a, b) => shareOf(b) - shareOf(a) || (a.id < b.id ? -1 : 1))
  const shown = budgets.slice(0, limit)
  const recent = await recentSpend(ctx, shown)
  return {
    budgets: shown.map((budget) => viewPressed(budget, recent.get(`${budget.kind}:${budget.id}`) ?? 0)),
    total: budgets.length,
  }
}

async function pressedKeys(ctx: AdminContext, minShare: number): Promise<BudgetOwner[]> {
  const rows = await ctx.db.orm
    .select()
    .from(keys)
    .where(and(gte(keys.spendNano, raw`${keys.maxBudgetNano} * ${minShare}::float8`), keysWithin(ctx.caller)))
    .orderBy(desc(raw`${keys.spendNano}::float8 / greatest(${keys.maxBudgetNano}, 1)`))
    .limit(LOOKED_AT)
  return rows.map((row) => ({ ...row, kind: "key", id: row.token, name: row.keyAlias ?? row.keyName }))
}

async function pressedAccounts(ctx: AdminContext, minShare: number): Promise<BudgetOwner[]> {
  const pressed = gte(accounts.spendNano, raw`${accounts.maxBudgetNano} * ${minShare}::float8`)
  const rows = await ctx.db.orm
    .select()
    .from(accounts)
    .where(and(inArray(accounts.kind, [...ACCOUNT_KINDS]), pressed, accountsWithin(ctx)))
    .orderBy(desc(raw`${accounts.spendNano}::float8 / greatest(${accounts.maxBudgetNano}, 1)`))
    .limit(LOOKED_AT)
  return rows.flatMap((row) => {
    const kind = ACCOUNT_KINDS.find((each) => each === row.kind)
    return kind === undefined ? [] : [{ ...row, kind, name: accountName(row) }]
  })
}

/** One that has a budget, in its running window. */
interface Running extends BudgetOwner {
  readonly maxBudgetNano: number
  readonly window: { readonly startedAt: number; readonly resetAt: number | null; readonly nowMs: number }
}

/** Nothing when there is no budget, or nobody spent in the running window yet. */
function running(ctx: AdminContext, row: BudgetOwner): Running[] {
  const { maxBudgetNano, budgetDuration } = row
  const nowMs = ctx.clock.now()
  const storedAt = row.windowStartedAt.getTime()
  const stored = { budgetDuration, windowStartedAt: storedAt, budgetResetAt: row.budgetResetAt?.getTime() ?? null }
  const { startedAt, resetAt } = ctx.calendar().current(stored, nowMs)
  if (maxBudgetNano === null || startedAt !== storedAt) return []
  return [{ ...row, maxBudgetNano, window: { startedAt: windowStart(row, startedAt, nowMs), resetAt, nowMs } }]
}

const shareOf = ({ spendNano, maxBudgetNano }: Running) => (maxBudgetNano === 0 ? 1 : spendNano / maxBudgetNano)

/** What each of them spent of late, by kind and id. */
async function recentSpend(ctx: AdminContext, budgets: readonly Running[]): Promise<ReadonlyMap<string, number>> {
  return readSnapshot(ctx.db, async (sql) => {
    const spent = new Map<string, number>()
    for (const kind of new Set(budgets.map((budget) => budget.kind))) {
      const those = budgets.filter((budget) => budget.kind === kind)
      const ids = those.map(({ id }) => id)
      const sinces = those.map(({ window }) => floorHour(recentSince(window)))
      const rows = await sql<{ id: string; nano: string }[]>`
        select h.id, sum(h.spend_nano)::text as nano
        from (${budgetHours(sql, { kind, ids, since: new Date(Math.min(...sinces)) })}) h
        join unnest(${ids}::text[], ${sinces.map((ms) => new Date(ms).toISOString())}::timestamptz[]) s(id, since) using (id)
        where h.hour >= s.since group by 1`
      for (const { id, nano } of rows) spent.set(`${kind}:${id}`, Number(nano))
    }
    return spent
  })
}

function viewPressed(row: Running, recentNano: number): z.input<typeof Pressed> {
  const { kind, id, name, maxBudgetNano, spendNano, window } = row
  // As the curve has it: hours that the balance does not have are older ones.
  const recent = { sinceMs: recentSince(window), spentNano: Math.min(recentNano, spendNano) }
  const { projectedMs } = outlook({ ...window, leftNano: maxBudgetNano - spendNano }, recent)
  return {
    kind,
    id,
    name,
    spend: usdFromNano(spendNano),
    max_budget: usdFromNano(maxBudgetNano),
    share: shareOf(row),
    budget_duration: row.budgetDuration,
    budget_reset_at: window.resetAt === null ? null : new Date(window.resetAt).toISOString(),
    projected_at: projectedMs === null ? null : new Date(projectedMs).toISOString(),
  }
}
