import { z } from "zod"
import { nanoFromUsd } from "#lib/core/money"
import { BudgetTable, budgetTableOf } from "./accounts/budget-table"
import { limitColumns } from "./accounts/limit-fields"
import { sharedLimits } from "./accounts/shared-budget"
import {
  type AccountRow,
  changeAccount,
  createAccount,
  deleteAccounts,
  findAccount,
  listAccounts,
  noSuchAccount,
} from "./accounts/store"
import { accountShape, viewAccount } from "./accounts/view"
import type { AdminContext } from "./context"
import { type CustomerFields, NewCustomer, profileOf, UpdateCustomer } from "./customers/fields"
import { seenCustomer } from "./customers/seen"
import { label } from "./fields"
import { defineResource, type Endpoint, get, post } from "./resource"

/** A customer as the API shows it. Fields kept for LiteLLM come along beside these. */
export const CustomerView = z.looseObject({
  user_id: z.string(),
  alias: z.string().nullable(),
  budget_id: z.string().nullable(),
  ...accountShape,
  litellm_budget_table: BudgetTable.nullable(),
})

/** LiteLLM shows these of a customer that says nothing about them. */
const NOTHING_SAID = { allowed_model_region: null, default_model: null }

const SomeCustomers = z.strictObject({ user_ids: z.array(label.min(1)).min(1).max(1000) })

/** The same under both of LiteLLM's names. */
function under(prefix: "/customer" | "/end_user"): Record<string, Endpoint> {
  return {
    create: post(`${prefix}/new`, {
      summary: "Make a customer: who your users' requests are for, with limits of their own",
      needs: "customers:write",
      input: NewCustomer,
      output: CustomerView,
      run: async (ctx, { user_id, spend, ...fields }) => {
        const columns = await columnsOf(ctx, fields)
        const own = typeof spend === "number" ? { spendNano: nanoFromUsd(spend) } : {}
        return view(ctx, await createAccount(ctx, { kind: "customer", id: user_id }, { ...columns, ...own }))
      },
    }),
    update: post(`${prefix}/update`, {
      summary: "Change a customer: what is given and nothing else, null clears",
      needs: "customers:write",
      input: UpdateCustomer,
      output: CustomerView,
      run: async (ctx, { user_id, spend, ...fields }) => {
        const change = { ...(await columnsOf(ctx, fields)), spendUsd: spend ?? undefined }
        return view(ctx, await changeAccount(ctx, { kind: "customer", id: user_id }, change))
      },
    }),
    info: get(`${prefix}/info`, {
      summary: "One customer; also one that nobody made and requests have named, with what they spent",
      needs: "customers:read",
      input: z.strictObject({ end_user_id: label.min(1) }),
      output: CustomerView,
      run: async (ctx, { end_user_id }) => {
        const row = (await findAccount(ctx, "customer", end_user_id)) ?? (await seenCustomer(ctx, end_user_id))
        if (row === null) throw noSuchAccount("customer", [end_user_id])
        return view(ctx, row)
      },
    }),
    list: get(`${prefix}/list`, {
      summary: "Customers, at most 1,000 a page",
      needs: "customers:read",
      input: z.strictObject({
        search: label.optional(),
        page: z.coerce.number().int().min(1).max(1_000_000).default(1),
        page_size: z.coerce.number().int().min(1).max(1000).default(1000),
      }),
      output: z.array(CustomerView),
      run: async (ctx, { page, page_size, search }) => {
        const { rows } = await listAccounts(ctx, "customer", { page, size: page_size, search })
        return rows.map((row) => view(ctx, row))
      },
    }),
    remove: post(`${prefix}/delete`, {
      summary: "Delete customers: all of them or none. What they spent stays in the log.",
      needs: "customers:write",
      input: SomeCustomers,
      output: z.object({ deleted_customers: z.number() }),
      run: async (ctx, { user_ids }) => ({
        deleted_customers: (await deleteAccounts(ctx, "customer", user_ids)).length,
      }),
    }),
    block: post(`${prefix}/block`, {
      summary: "Refuse every request for these customers; unknown ones are made, blocked",
      needs: "customers:write",
      input: SomeCustomers,
      output: z.object({ blocked_users: z.array(CustomerView) }),
      run: async (ctx, { user_ids }) => ({
        blocked_users: await Promise.all(user_ids.map(async (id) => view(ctx, await blocked(ctx, id)))),
      }),
    }),
    unblock: post(`${prefix}/unblock`, {
      summary: "Take customers' blocks back",
      needs: "customers:write",
      input: SomeCustomers,
      output: z.object({ unblocked_users: z.array(CustomerView) }),
      run: async (ctx, { user_ids }) => ({ unblocked_users: await unblocked(ctx, user_ids) }),
    }),
  }
}

export const customers = defineResource("customer", under("/customer"), { Customer: CustomerView })
/** LiteLLM's older name for customers. */
export const endUsers = defineResource("end_user", under("/end_user"))

async function columnsOf(ctx: AdminContext, fields: CustomerFields) {
  const shared = await sharedLimits(ctx, fields.budget_id, fields)
  const profile = { ...profileOf(fields), ...shared.parts }
  return { ...limitColumns(fields), ...shared.columns, alias: fields.alias, profile }
}

function unblocked(ctx: AdminContext, ids: readonly string[]) {
  const change = (id: string) => changeAccount(ctx, { kind: "customer", id }, { blocked: false })
  return Promise.all(ids.map(async (id) => view(ctx, await change(id))))
}

async function blocked(ctx: AdminContext, id: string): Promise<AccountRow> {
  const name = { kind: "customer", id } as const
  if ((await findAccount(ctx, "customer", id)) === null) return createAccount(ctx, name, { blocked: true })
  return changeAccount(ctx, name, { blocked: true })
}

function view(ctx: AdminContext, row: AccountRow): z.output<typeof CustomerView> {
  const account = viewAccount(ctx, row)
  const { budget_id: shared } = row.profile
  const budget_id = typeof shared === "string" ? shared : null
  return {
    ...NOTHING_SAID,
    ...row.profile,
    user_id: row.id,
    alias: row.alias,
    budget_id,
    ...account,
    litellm_budget_table: budgetTableOf({ ...account, budget_id }),
  }
}
