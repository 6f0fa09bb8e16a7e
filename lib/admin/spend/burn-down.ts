import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { accounts } from "#drizzle/schema/accounts"
import { keys } from "#drizzle/schema/keys"
import { GatewayError } from "#lib/core/errors"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import { label } from "../fields"
import { keyIdOf } from "../keys/find"
import { keysWithin } from "../reach"
import { budgetHours } from "./budget-hours"
import {
  accountName,
  accountsWithin,
  BUDGET_KINDS,
  type BudgetKind,
  type BudgetOwner,
  windowStart,
} from "./budget-owner"
import { burnDown, type Curve, curveStart, floorHour, type SpentByHour } from "./burn-down-curve"
import { type Reader, readSnapshot } from "./read"

export const BurnDownInput = z.strictObject({
  kind: z.enum(BUDGET_KINDS).describe("What has the budget"),
  id: label.min(1).describe("A key or its hash, or the id of the account, as GET /usage/budgets has it"),
  timezone: z.coerce.number().int().min(-840).max(840).default(0).describe("Minutes the viewer is behind UTC"),
})

export const BurnDown = z.object({
  kind: z.enum(BUDGET_KINDS),
  id: z.string(),
  name: z.string(),
  max_budget: z.number(),
  spend: z.number().describe("Dollars spent in the running window"),
  remaining: z.number().describe("max_budget - spend; below zero when more was spent"),
  budget_duration: z.string().nullable(),
  window_start: z.iso.datetime().describe("Of a budget that never starts anew: when what has it was made"),
  budget_reset_at: z.iso.datetime().nullable(),
  granularity: z
    .enum(["hour", "day"])
    .describe("Windows of up to eight days by hour, longer ones by the viewer's days"),
  points: z
    .array(
      z.object({
        at: z.iso.datetime(),
        spend: z.number().describe("By requests since the point before; in the first, what no hour of the window has"),
        remaining: z.number().describe("Then"),
      }),
    )
    .describe("From the start of the window, at most a year ago, until now"),
  recent_since: z.iso.datetime().describe("The last day, or by day the last seven, as far as the window goes back"),
  recent_spend: z.number().describe("Since then: the pace of the projection"),
  projected_at: z.iso
    .datetime()
    .nullable()
    .describe("When nothing is left at the recent pace; null: not before it starts anew, or nothing is left already"),
  projected_remaining: z
    .number()
    .nullable()
    .describe("Left when it starts anew, at the recent pace; null: it never does"),
})

/**
 * What was left of one budget over its running window, and how it goes on at the recent pace. Throws 404 for what is not within reach,
 * 400 when it has no budget.
 */
export async function burnDownOf(
  ctx: AdminContext,
  asked: z.output<typeof BurnDownInput>,
): Promise<z.input<typeof BurnDown>> {
  await ctx.flush()
  const owner = asked.kind === "key" ? await keyOf(ctx, asked.id) : await accountOf(ctx, asked.kind, asked.id)
  if (owner === null) throw new GatewayError("not_found", "There is no such budget within your reach.", { param: "id" })
  const { maxBudgetNano: maxNano, budgetDuration } = owner
  if (maxNano === null) throw new GatewayError("invalid_request", "It has no budget of its own.", { param: "id" })
  const nowMs = ctx.clock.now()
  const storedAt = owner.windowStartedAt.getTime()
  const stored = { budgetDuration, windowStartedAt: storedAt, budgetResetAt: owner.budgetResetAt?.getTime() ?? null }
  const { startedAt, resetAt } = ctx.calendar().current(stored, nowMs)
  const window = { startedAt: windowStart(owner, startedAt, nowMs), resetAt }
  // A window that nobody has spent in yet is not in the row.
  const spentNano = startedAt === storedAt ? owner.spendNano : 0
  const byHour = await readSnapshot(ctx.db, (sql) => spentSince(sql, owner, curveStart({ ...window, nowMs })))
  const curve = burnDown({ maxNano, spentNano, ...window, nowMs, offsetMinutes: asked.timezone }, byHour)
  const { kind, id, name } = owner
  return {
    ...{ kind, id, name, max_budget: usdFromNano(maxNano), spend: usdFromNano(spentNano) },
    remaining: usdFromNano(maxNano - spentNano),
    budget_duration: budgetDuration,
    window_start: iso(window.startedAt),
    budget_reset_at: resetAt === null ? null : iso(resetAt),
    ...viewCurve(curve),
  }
}

const iso = (ms: number) => new Date(ms).toISOString()

function viewCurve({ granularity, points, recent, projectedMs, leftAtResetNano }: Curve) {
  return {
    granularity,
    points: points.map(({ atMs, spentNano, leftNano }) => ({
      at: iso(atMs),
      spend: usdFromNano(spentNano),
      remaining: usdFromNano(leftNano),
    })),
    recent_since: iso(recent.sinceMs),
    recent_spend: usdFromNano(recent.spentNano),
    projected_at: projectedMs === null ? null : iso(projectedMs),
    projected_remaining: leftAtResetNano === null ? null : usdFromNano(leftAtResetNano),
  }
}

async function keyOf(ctx: AdminContext, asked: string): Promise<BudgetOwner | null> {
  const token = await keyIdOf(ctx, asked)
  const [row] = await ctx.db.orm
    .select()
    .from(keys)
    .where(and(eq(keys.token, token), keysWithin(ctx.caller)))
  return row === undefined ? null : { ...row, kind: "key", id: token, name: row.keyAlias ?? row.keyName }
}

async function accountOf(ctx: AdminContext, kind: Exclude<BudgetKind, "key">, id: string): Promise<BudgetOwner | null> {
  const [row] = await ctx.db.orm
    .select()
    .from(accounts)
    .where(and(eq(accounts.kind, kind), eq(accounts.id, id), accountsWithin(ctx)))
  return row === undefined ? null : { ...row, kind, name: accountName(row) }
}

async function spentSince(sql: Reader, { kind, id }: BudgetOwner, ms: number): Promise<SpentByHour> {
  const hours = await sql<{ hour: Date; nano: string }[]>`
    select hour, sum(spend_nano)::text as nano
    from (${budgetHours(sql, { kind, ids: [id], since: new Date(floorHour(ms)) })}) h group by 1`
  return new Map(hours.map(({ hour, nano }) => [hour.getTime(), Number(nano)]))
}
