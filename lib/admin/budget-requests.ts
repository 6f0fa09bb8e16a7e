import { and, count, desc, eq } from "drizzle-orm"
import { z } from "zod"
import { budgetRequests as table } from "#drizzle/schema/budget-requests"
import { askForBudget } from "./budget-requests/ask"
import { approve, decline, withdraw } from "./budget-requests/decide"
import { requestsWithin } from "./budget-requests/rights"
import { BudgetRequestView, type RequestRow, STATUSES, viewRequests } from "./budget-requests/view"
import type { AdminContext } from "./context"
import { label, usd } from "./fields"
import { defineResource, get, post } from "./resource"

const words = z.string().max(2000)
const which = { request_id: label.min(1) }

async function shown(ctx: AdminContext, row: RequestRow) {
  const [view] = await viewRequests(ctx, [row])
  return view as z.output<typeof BudgetRequestView>
}

export const budgetRequests = defineResource(
  "budget_request",
  {
    ask: post("/budget/request", {
      summary: "Ask for a larger budget: of one's own key, of oneself in a team, or without either of oneself",
      needs: "budget-requests:ask",
      input: z.strictObject({
        key: label.min(1).nullish().describe("The key or its hash"),
        team_id: label.min(1).nullish(),
        max_budget: usd.describe("Dollars it should be, not dollars more"),
        reason: words.nullish(),
      }),
      output: BudgetRequestView,
      run: async (ctx, wish) => shown(ctx, await askForBudget(ctx, wish)),
    }),
    list: get("/budget/request/list", {
      summary: "Requests for a larger budget: one's own, and those one may decide on",
      needs: "budget-requests:read",
      input: z.strictObject({
        status: z.enum(STATUSES).optional(),
        page: z.coerce.number().int().min(1).max(1_000_000).default(1),
        page_size: z.coerce.number().int().min(1).max(100).default(25),
      }),
      output: z.object({
        requests: z.array(BudgetRequestView),
        total: z.number(),
        page: z.number(),
        page_size: z.number(),
        total_pages: z.number(),
      }),
      run: async (ctx, { status, page, page_size: size }) => {
        const where = and(requestsWithin(ctx), status === undefined ? undefined : eq(table.status, status))
        const { orm } = ctx.db
        const [rows, [counted]] = await Promise.all([
          orm
            .select()
            .from(table)
            .where(where)
            .orderBy(desc(table.createdAt), table.id)
            .limit(size)
            .offset((page - 1) * size),
          orm.select({ total: count() }).from(table).where(where),
        ])
        const total = counted?.total ?? 0
        const requests = await viewRequests(ctx, rows)
        return { requests, total, page, page_size: size, total_pages: Math.ceil(total / size) }
      },
    }),
    approve: post("/budget/request/approve", {
      summary: "Raise the budget to what was asked, or to another amount",
      needs: "budget-requests:decide",
      input: z.strictObject({
        ...which,
        max_budget: usd.nullish().describe("Dollars; what was asked unless given"),
        note: words.nullish(),
      }),
      output: BudgetRequestView,
      run: async (ctx, decision) => shown(ctx, await approve(ctx, decision)),
    }),
    decline: post("/budget/request/decline", {
      summary: "Leave the budget as it is",
      needs: "budget-requests:decide",
      input: z.strictObject({ ...which, note: words.nullish() }),
      output: BudgetRequestView,
      run: async (ctx, decision) => shown(ctx, await decline(ctx, decision)),
    }),
    withdraw: post("/budget/request/withdraw", {
      summary: "Take back a request of one's own",
      needs: "budget-requests:ask",
      input: z.strictObject(which),
      output: BudgetRequestView,
      run: async (ctx, decision) => shown(ctx, await withdraw(ctx, decision)),
    }),
  },
  { BudgetRequest: BudgetRequestView },
)
