import { and, desc, gte, inArray, sql as raw } from "drizzle-orm"
import { z } from "zod"
import { accounts } from "#drizzle/schema/accounts"
import { keys } from "#drizzle/schema/keys"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import { keysWithin } from "../reach"
import { ACCOUNT_KINDS, accountName, accountsWithin } from "./budget-owner"

/** So many candidates of either table are looked at: some of their windows may have ended. */
const LOOKED_AT = 200
const WHOLE = 100

export const PressedInput = z.strictObject({
  min_share: z.coerce.number().min(0).max(1).default(0.8).describe("Of the budget, spent in the running window"),
  limit: z.coerce.number().int().min(1).max(WHOLE).default(20),
})

const Pressed = z.object({
  kind: z.enum(["key", ...ACCOUNT_KINDS]),
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
      "When it is used up if spending goes on as in this window; null: not before it starts anew, or it is already",
    ),
})

export const PressedBudgets = z.object({ budgets: z.array(Pressed), total: z.number() })

interface Candidate {
  readonly kind: z.output<typeof Pressed>["kind"]
  readonly id: string
  readonly name: string
  readonly maxBudgetNano: number | null
  readonly spendNano: number
  readonly budgetDuration: string | null
  readonly windowStartedAt: Date
  readonly budgetResetAt: Date | null
  readonly createdAt: Date
}

/** The budgets within reach of which most is spent, the fullest first, and when each will be used up. */
export async function pressedBudgets(
  ctx: AdminContext,
  { min_share: minShare, limit }: z.output<typeof PressedInput>,
): Promise<z.input<typeof PressedBudgets>> {
  await ctx.flush()
  const found = [...(await pressedKeys(ctx, minShare)), ...(await pressedAccounts(ctx, minShare))]
  const budgets = found
    .flatMap((candidate) => viewPressed(ctx, candidate))
    .filter(({ share }) => share >= minShare)
    .sort((a, b) => b.share - a.share || (a.id < b.id ? -1 : 1))
  return { budgets: budgets.slice(0, limit), total: budgets.length }
}

async function pressedKeys(ctx: AdminContext, minShare: number): Promise<Candidate[]> {
  const rows = await ctx.db.orm
    .select()
    .from(keys)
    .where(and(gte(keys.spendNano, raw`${keys.maxBudgetNano} * ${minShare}::float8`), keysWithin(ctx.caller)))
    .orderBy(desc(raw`${keys.spendNano}::float8 / greatest(${keys.maxBudgetNano}, 1)`))
    .limit(LOOKED_AT)
  return rows.map((row) => ({ ...row, kind: "key", id: row.token, name: row.keyAlias ?? row.keyName }))
}

async function pressedAccounts(ctx: AdminContext, minShare: number): Promise<Candidate[]> {
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

function viewPressed(ctx: AdminContext, row: Candidate): z.input<typeof Pressed>[] {
  const { kind, id, name, maxBudgetNano, budgetDuration } = row
  const nowMs = ctx.clock.now()
  const startedAt = row.windowStartedAt.getTime()
  const stored = { budgetDuration, windowStartedAt: startedAt, budgetResetAt: row.budgetResetAt?.getTime() ?? null }
  const window = ctx.calendar().current(stored, nowMs)
  if (maxBudgetNano === null || window.startedAt !== startedAt) return []
  const projectedMs = projected({
    spentNano: row.spendNano,
    maxNano: maxBudgetNano,
    sinceMs: startedAt === 0 ? row.createdAt.getTime() : startedAt,
    nowMs,
  })
  const inTime = projectedMs !== null && (window.resetAt === null || projectedMs < window.resetAt)
  return [
    {
      kind,
      id,
      name,
      spend: usdFromNano(row.spendNano),
      max_budget: usdFromNano(maxBudgetNano),
      share: maxBudgetNano === 0 ? 1 : row.spendNano / maxBudgetNano,
      budget_duration: budgetDuration,
      budget_reset_at: window.resetAt === null ? null : new Date(window.resetAt).toISOString(),
      projected_at: inTime ? new Date(projectedMs).toISOString() : null,
    },
  ]
}

/** When a budget is used up at the pace it was spent until now; null when it is already, or nothing was spent. */
export function projected(budget: {
  readonly spentNano: number
  readonly maxNano: number
  readonly sinceMs: number
  readonly nowMs: number
}): number | null {
  const { spentNano, maxNano, sinceMs, nowMs } = budget
  if (spentNano <= 0 || spentNano >= maxNano || nowMs <= sinceMs) return null
  const atMs = nowMs + ((maxNano - spentNano) * (nowMs - sinceMs)) / spentNano
  // Further off than a date can be is never.
  return atMs > 8.64e15 ? null : Math.round(atMs)
}
