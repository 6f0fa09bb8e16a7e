import { randomUUID } from "node:crypto"
import { eq, inArray, sql } from "drizzle-orm"
import { z } from "zod"
import { budgets as table } from "#drizzle/schema/budgets"
import { GatewayError } from "#lib/core/errors"
import { usdFromNano } from "#lib/core/money"
import { limitColumns } from "./accounts/limit-fields"
import { partFields } from "./accounts/part-fields"
import { requireModelsOfParts } from "./accounts/require-models"
import { SHARED_PARTS } from "./accounts/shared-budget"
import { BudgetUsers, usersOfBudgets } from "./budgets/users"
import type { AdminContext } from "./context"
import { violates } from "./database-error"
import { durationField, label, parallel, perMinute, usd } from "./fields"
import { givenOf } from "./kept-fields"
import { defineResource, get, post } from "./resource"

const budgetFields = {
  max_budget: usd.nullish().describe("Dollars; null is no limit"),
  soft_budget: usd.nullish().describe("Dollars; spending more is told in the log, and refuses nobody"),
  budget_duration: durationField(false).nullish().describe('The budget starts anew this often: "1d", "1mo"'),
  tpm_limit: perMinute.nullish().describe("Tokens a minute"),
  rpm_limit: perMinute.nullish().describe("Requests a minute"),
  max_parallel_requests: parallel.nullish(),
  model_max_budget: partFields.model_max_budget,
  tpd_limit: partFields.tpd_limit,
}
const NewBudget = z.strictObject({ budget_id: label.min(1).nullish(), ...budgetFields })
const UpdateBudget = z.strictObject({ budget_id: label.min(1), ...budgetFields })

const BudgetView = z.looseObject({
  budget_id: z.string(),
  max_budget: z.number().nullable(),
  soft_budget: z.number().nullable(),
  budget_duration: z.string().nullable(),
  tpm_limit: z.number().nullable(),
  rpm_limit: z.number().nullable(),
  max_parallel_requests: z.number().nullable(),
  model_max_budget: z.unknown().optional().describe("Dollars by model, as they were given"),
  tpd_limit: z.unknown().optional().describe("Tokens a day"),
  created_at: z.iso.datetime(),
  created_by: z.string().nullable(),
  updated_at: z.iso.datetime(),
  updated_by: z.string().nullable(),
})

const ListedBudget = BudgetView.extend({ used_by: z.array(BudgetUsers) })

export const budgets = defineResource(
  "budget",
  {
    create: post("/budget/new", {
      summary: "Make a budget with a name, for keys, organizations, customers and tags to take over",
      needs: "budgets:write",
      input: NewBudget,
      output: BudgetView,
      run: async (ctx, { budget_id, ...fields }) => {
        requireModelsOfParts(ctx, fields)
        const now = new Date(ctx.clock.now())
        const by = ctx.caller.keyId
        const id = budget_id ?? randomUUID()
        const stamps = { createdAt: now, createdBy: by, updatedAt: now, updatedBy: by }
        try {
          const [row] = await ctx.db.orm
            .insert(table)
            .values({ id, ...columnsOf(fields), extra: extraOf(fields), ...stamps })
            .returning()
          if (!row) throw new GatewayError("internal", "The budget could not be stored. Try again.")
          return view(row)
        } catch (e) {
          if (!violates(e, "budgets_pkey")) throw e
          const say = `There is a budget with the id "${id}" already. Choose another id, or update that one.`
          throw new GatewayError("taken", say, { param: "budget_id" })
        }
      },
    }),
    update: post("/budget/update", {
      summary: "Change a budget: what is given and nothing else. Who took it over keeps what they took.",
      needs: "budgets:write",
      input: UpdateBudget,
      output: BudgetView,
      run: async (ctx, { budget_id, ...fields }) => {
        requireModelsOfParts(ctx, fields)
        const stamps = { updatedAt: new Date(ctx.clock.now()), updatedBy: ctx.caller.keyId }
        const [row] = await ctx.db.orm
          .update(table)
          .set({ ...columnsOf(fields), extra: merged(extraOf(fields)), ...stamps })
          .where(eq(table.id, budget_id))
          .returning()
        if (!row) throw noSuchBudget(budget_id)
        return view(row)
      },
    }),
    info: post("/budget/info", {
      summary: "Budgets by id; unknown ones are left out",
      needs: "budgets:read",
      reads: true,
      input: z.strictObject({ budgets: z.array(label.min(1)).min(1).max(1000) }),
      output: z.array(BudgetView),
      run: async (ctx, { budgets: ids }) =>
        (await ctx.db.orm.select().from(table).where(inArray(table.id, ids)).orderBy(table.id)).map(view),
    }),
    list: get("/budget/list", {
      summary: "All budgets, at most 1,000, with who took them over",
      needs: "budgets:read",
      input: z.strictObject({}),
      output: z.array(ListedBudget),
      run: listBudgets,
    }),
    remove: post("/budget/delete", {
      summary: "Delete a budget. Who took it over keeps what they took.",
      needs: "budgets:write",
      input: z.strictObject({ id: label.min(1) }),
      output: BudgetView,
      run: async (ctx, { id }) => {
        const [row] = await ctx.db.orm.delete(table).where(eq(table.id, id)).returning()
        if (!row) throw noSuchBudget(id)
        return view(row)
      },
    }),
  },
  { Budget: BudgetView, ListedBudget },
)

async function listBudgets(ctx: AdminContext): Promise<z.output<typeof ListedBudget>[]> {
  const rows = await ctx.db.orm.select().from(table).orderBy(table.createdAt, table.id).limit(1000)
  const users = await usersOfBudgets(ctx)
  return rows.map((row) => ({ ...view(row), used_by: users.get(row.id) ?? [] }))
}

type BudgetFields = Omit<z.output<typeof UpdateBudget>, "budget_id">

function columnsOf(fields: BudgetFields) {
  const { maxBudgetNano, softBudgetNano, budgetDuration, tpmLimit, rpmLimit, maxParallelRequests } =
    limitColumns(fields)
  return { maxBudgetNano, softBudgetNano, budgetDuration, tpmLimit, rpmLimit, maxParallelRequests }
}

const extraOf = (fields: BudgetFields) => givenOf(fields, SHARED_PARTS)

/** What is given replaces what was kept, null takes it away. */
function merged(extra: Record<string, unknown>) {
  return sql`jsonb_strip_nulls(${table.extra} || ${JSON.stringify(extra)}::jsonb)`
}

function view(row: typeof table.$inferSelect): z.output<typeof BudgetView> {
  return {
    ...row.extra,
    budget_id: row.id,
    max_budget: row.maxBudgetNano === null ? null : usdFromNano(row.maxBudgetNano),
    soft_budget: row.softBudgetNano === null ? null : usdFromNano(row.softBudgetNano),
    budget_duration: row.budgetDuration,
    tpm_limit: row.tpmLimit,
    rpm_limit: row.rpmLimit,
    max_parallel_requests: row.maxParallelRequests,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    updated_at: row.updatedAt.toISOString(),
    updated_by: row.updatedBy,
  }
}

function noSuchBudget(id: string): GatewayError {
  const say = `There is no budget "${id.slice(0, 70)}". GET /budget/list shows the budgets there are.`
  return new GatewayError("not_found", say, { param: "budget_id" })
}
