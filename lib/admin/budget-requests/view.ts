import { inArray } from "drizzle-orm"
import { z } from "zod"
import { accounts } from "#drizzle/schema/accounts"
import type { budgetRequests } from "#drizzle/schema/budget-requests"
import { keys } from "#drizzle/schema/keys"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import { mayDecide } from "./rights"

export type RequestRow = typeof budgetRequests.$inferSelect

export const STATUSES = ["pending", "approved", "declined", "withdrawn"] as const
export const KINDS = ["key", "user", "member"] as const

/** A request as the API shows it. Dollars. */
export const BudgetRequestView = z.object({
  request_id: z.string(),
  kind: z.enum(KINDS).describe("Whose budget: a key's, the user's, or the user's in a team"),
  status: z.enum(STATUSES),
  key: z.string().nullable().describe("The key's hash"),
  key_alias: z.string().nullable(),
  key_name: z.string().nullable(),
  user_id: z.string().describe("Who asks"),
  user_email: z.string().nullable(),
  team_id: z.string().nullable(),
  team_alias: z.string().nullable(),
  max_budget_then: z.number().nullable().describe("When it was asked"),
  max_budget: z.number().nullable().describe("Now; null when there is none, or what it was of is gone"),
  spend: z.number().nullable().describe("Of the running window"),
  budget_duration: z.string().nullable(),
  requested_budget: z.number(),
  reason: z.string().nullable(),
  created_at: z.iso.datetime(),
  decided_at: z.iso.datetime().nullable(),
  decided_by: z.string().nullable(),
  approved_budget: z.number().nullable(),
  note: z.string().nullable().describe("What who decided says about it"),
  can_decide: z.boolean().describe("The caller may approve or decline it"),
  can_withdraw: z.boolean(),
})

/** The rows with the names, budgets and rights of now. */
export async function viewRequests(
  ctx: AdminContext,
  rows: readonly RequestRow[],
): Promise<z.output<typeof BudgetRequestView>[]> {
  const about = await aboutThem(ctx, rows)
  return Promise.all(rows.map(async (row) => viewOne(ctx, row, about)))
}

type About = Awaited<ReturnType<typeof aboutThem>>

async function aboutThem({ db: { orm } }: AdminContext, rows: readonly RequestRow[]) {
  if (rows.length === 0) return { keys: new Map<string, never>(), accounts: new Map<string, never>() }
  const ids = rows.flatMap(({ subjectId, userId, teamId }) => [subjectId, userId, ...(teamId === null ? [] : [teamId])])
  const [keyRows, accountRows] = await Promise.all([
    orm.select().from(keys).where(inArray(keys.token, ids)),
    orm.select().from(accounts).where(inArray(accounts.id, ids)),
  ])
  return {
    keys: new Map(keyRows.map((row) => [row.token, row])),
    accounts: new Map(accountRows.map((row) => [`${row.kind}:${row.id}`, row])),
  }
}

async function viewOne(ctx: AdminContext, row: RequestRow, about: About): Promise<z.output<typeof BudgetRequestView>> {
  const key = row.kind === "key" ? about.keys.get(row.subjectId) : undefined
  const subject = key ?? about.accounts.get(`${row.kind}:${row.subjectId}`)
  const email = about.accounts.get(`user:${row.userId}`)?.profile.user_email
  const pending = row.status === "pending"
  return {
    request_id: row.id,
    kind: row.kind as (typeof KINDS)[number],
    status: row.status as (typeof STATUSES)[number],
    key: row.kind === "key" ? row.subjectId : null,
    key_alias: key?.keyAlias ?? null,
    key_name: key?.keyName ?? null,
    user_id: row.userId,
    user_email: typeof email === "string" ? email : null,
    team_id: row.teamId,
    team_alias: row.teamId === null ? null : (about.accounts.get(`team:${row.teamId}`)?.alias ?? null),
    max_budget_then: usdOrNull(row.currentNano),
    max_budget: usdOrNull(subject?.maxBudgetNano),
    spend: usdOrNull(subject?.spendNano),
    budget_duration: subject?.budgetDuration ?? null,
    requested_budget: usdFromNano(row.requestedNano),
    reason: row.reason,
    created_at: row.createdAt.toISOString(),
    decided_at: row.decidedAt?.toISOString() ?? null,
    decided_by: row.decidedBy,
    approved_budget: usdOrNull(row.approvedNano),
    note: row.note,
    can_decide: pending && subject !== undefined && (await mayDecide(ctx, row)),
    can_withdraw: pending && ctx.caller.person?.userId === row.userId,
  }
}

const usdOrNull = (nano: number | null | undefined) => (nano === null || nano === undefined ? null : usdFromNano(nano))
