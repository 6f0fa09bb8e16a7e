import { z } from "zod"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import type { AccountRow } from "./store"

const usd = z.number()
const moment = z.iso.datetime()

/** What every account shows, by LiteLLM's names: dollars, ISO times. */
export const accountShape = {
  spend: usd.describe("Dollars spent in the running budget window"),
  total_spend: usd.describe("Dollars spent in all"),
  held: usd.describe("Dollars reserved by requests in flight"),
  max_budget: usd.nullable(),
  soft_budget: usd.nullable(),
  soft_budget_crossed: z.boolean().describe("The running window has cost more than soft_budget"),
  max_token_budget: z.number().nullable(),
  tokens_spent: z.number().describe("Tokens of the running budget window"),
  budget_duration: z.string().nullable(),
  budget_reset_at: moment.nullable(),
  models: z.array(z.string()),
  tpm_limit: z.number().nullable(),
  rpm_limit: z.number().nullable(),
  max_parallel_requests: z.number().nullable(),
  blocked: z.boolean(),
  metadata: z.record(z.string(), z.unknown()),
  created_at: moment,
  created_by: z.string().nullable(),
  updated_at: moment,
  updated_by: z.string().nullable(),
}

const AccountView = z.object(accountShape)

/** The window an account is in now: the stored one, or the one that follows when its time is over. */
export function windowOf(ctx: AdminContext, row: AccountRow) {
  const { budgetDuration, windowStartedAt, budgetResetAt } = row
  const stored = {
    budgetDuration,
    windowStartedAt: windowStartedAt.getTime(),
    budgetResetAt: budgetResetAt?.getTime() ?? null,
  }
  return ctx.calendar().current(stored, ctx.clock.now())
}

/** The money and the limits of an account now, with what has not reached the database yet. */
export function viewAccount(ctx: AdminContext, row: AccountRow): z.output<typeof AccountView> {
  const window = windowOf(ctx, row)
  const live = ctx.liveSpend(`${row.kind}:${row.id}`, window.startedAt)
  const stored = window.startedAt === row.windowStartedAt.getTime() ? row.spendNano : 0
  const spent = live?.spentNano ?? stored
  return {
    spend: usdFromNano(spent),
    total_spend: usdFromNano(row.totalSpendNano + Math.max(0, spent - stored)),
    held: usdFromNano(live?.heldNano ?? 0),
    max_budget: row.maxBudgetNano === null ? null : usdFromNano(row.maxBudgetNano),
    soft_budget: row.softBudgetNano === null ? null : usdFromNano(row.softBudgetNano),
    soft_budget_crossed: row.softBudgetNano !== null && spent >= row.softBudgetNano,
    max_token_budget: row.maxTokenBudget,
    tokens_spent: window.startedAt === row.windowStartedAt.getTime() ? row.windowTokens : 0,
    budget_duration: row.budgetDuration,
    budget_reset_at: window.resetAt === null ? null : new Date(window.resetAt).toISOString(),
    models: row.models,
    tpm_limit: row.tpmLimit,
    rpm_limit: row.rpmLimit,
    max_parallel_requests: row.maxParallelRequests,
    blocked: row.blocked,
    metadata: row.metadata,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    updated_at: row.updatedAt.toISOString(),
    updated_by: row.updatedBy,
  }
}
