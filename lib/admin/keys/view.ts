import { z } from "zod"
import type { keys } from "#drizzle/schema/keys"
import { usdFromNano } from "#lib/core/money"
import { BudgetTable, budgetTableOf } from "../accounts/budget-table"
import type { AdminContext, LiveBudget } from "../context"

export type KeyRow = typeof keys.$inferSelect

const usd = z.number()
const moment = z.iso.datetime()

/** A key as the API shows it: dollars, ISO times, and never the key itself. Fields kept for LiteLLM come along beside these. */
export const KeyView = z.looseObject({
  token: z.string().describe("Hex SHA-256 of the key: its id"),
  key_name: z.string().describe("The key with all but its last four characters hidden"),
  key_alias: z.string().nullable(),
  spend: usd.describe("Dollars spent in the running budget window"),
  total_spend: usd.describe("Dollars spent in the key's whole life"),
  held: usd.describe("Dollars reserved by requests in flight"),
  max_budget: usd.nullable(),
  soft_budget: usd.nullable(),
  soft_budget_crossed: z.boolean().describe("The running window has cost more than soft_budget"),
  max_token_budget: z.number().nullable(),
  tokens_spent: z.number().describe("Tokens of the running budget window"),
  budget_duration: z.string().nullable(),
  budget_reset_at: moment.nullable(),
  models: z.array(z.string()),
  aliases: z.record(z.string(), z.string()),
  allowed_routes: z.array(z.string()),
  tpm_limit: z.number().nullable(),
  rpm_limit: z.number().nullable(),
  max_parallel_requests: z.number().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  auto_rotate: z.boolean(),
  rotation_interval: z.string().nullable(),
  key_rotation_at: moment.nullable().describe("When the key gets its next secret"),
  last_rotation_at: moment.nullable(),
  rotation_count: z.number(),
  user_id: z.string().nullable(),
  team_id: z.string().nullable(),
  organization_id: z.string().nullable(),
  blocked: z.boolean(),
  status: z.enum(["active", "blocked", "expired"]),
  expires: moment.nullable(),
  last_active: moment.nullable(),
  created_at: moment,
  created_by: z.string().nullable(),
  updated_at: moment,
  updated_by: z.string().nullable(),
  litellm_budget_table: BudgetTable.nullable().describe("The shared budget whose limits the key took over"),
})

/** LiteLLM shows these of a key that says nothing about them. */
const NOTHING_SAID = { allowed_cache_controls: [], config: {}, permissions: {}, model_max_budget: {}, budget_id: null }

/** The view of a row now. `live`, where there is one, knows spend that has not reached the database. */
export function viewKey(
  ctx: AdminContext,
  row: KeyRow,
  live: LiveBudget | null = ctx.liveBudget(row.token),
): z.output<typeof KeyView> {
  const window = windowNow(ctx, row)
  const runs = window.startedAt === row.windowStartedAt.getTime()
  const budget = live ?? { spentNano: runs ? row.spendNano : 0, heldNano: 0, resetAt: window.resetAt }
  const view = {
    ...NOTHING_SAID,
    ...row.extra,
    token: row.token,
    key_name: row.keyName,
    key_alias: row.keyAlias,
    spend: usdFromNano(budget.spentNano),
    total_spend: usdFromNano(row.totalSpendNano + notYetStored(row, live)),
    held: usdFromNano(budget.heldNano),
    max_budget: usdOrNull(row.maxBudgetNano),
    soft_budget: usdOrNull(row.softBudgetNano),
    soft_budget_crossed: row.softBudgetNano !== null && budget.spentNano >= row.softBudgetNano,
    max_token_budget: row.maxTokenBudget,
    tokens_spent: runs ? row.windowTokens : 0,
    budget_duration: row.budgetDuration,
    budget_reset_at: budget.resetAt === null ? null : new Date(budget.resetAt).toISOString(),
    models: row.models,
    aliases: row.aliases,
    allowed_routes: row.allowedRoutes,
    tpm_limit: row.tpmLimit,
    rpm_limit: row.rpmLimit,
    max_parallel_requests: row.maxParallelRequests,
    metadata: row.metadata,
    auto_rotate: row.autoRotate,
    rotation_interval: row.rotationInterval,
    key_rotation_at: isoOrNull(row.keyRotationAt),
    last_rotation_at: isoOrNull(row.lastRotationAt),
    rotation_count: row.rotationCount,
    user_id: row.userId,
    team_id: row.teamId,
    organization_id: row.organizationId,
    blocked: row.blocked,
    status: statusOf(row, ctx.clock.now()),
    expires: isoOrNull(row.expires),
    last_active: isoOrNull(row.lastActive),
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    updated_at: row.updatedAt.toISOString(),
    updated_by: row.updatedBy,
  }
  return { ...view, litellm_budget_table: budgetTableOf(view) }
}

/** Whose budgets by model and window these are. */
export function ownerOf({ token, keyAlias, keyName, extra, metadata }: KeyRow) {
  return { kind: "key", id: token, alias: keyAlias ?? keyName, fields: extra, metadata } as const
}

/** Spend the running budget knows of and the row does not: it is on its way to the database. */
function notYetStored(row: KeyRow, live: LiveBudget | null): number {
  if (live === null) return 0
  const sameWindow = live.windowStartedAt === row.windowStartedAt.getTime()
  return Math.max(0, live.spentNano - (sameWindow ? row.spendNano : 0))
}

/**
 * The stored window, or the one that follows when its time is over. The row's spend belongs to that only if the rows that moved the
 * window have arrived with it.
 */
function windowNow({ calendar, clock }: AdminContext, { budgetDuration, windowStartedAt, budgetResetAt }: KeyRow) {
  const stored = {
    budgetDuration,
    windowStartedAt: windowStartedAt.getTime(),
    budgetResetAt: budgetResetAt?.getTime() ?? null,
  }
  return calendar().current(stored, clock.now())
}

function statusOf(row: KeyRow, nowMs: number): "active" | "blocked" | "expired" {
  if (row.blocked) return "blocked"
  return row.expires !== null && row.expires.getTime() <= nowMs ? "expired" : "active"
}

function usdOrNull(nano: number | null): number | null {
  return nano === null ? null : usdFromNano(nano)
}

function isoOrNull(date: Date | null): string | null {
  return date === null ? null : date.toISOString()
}
