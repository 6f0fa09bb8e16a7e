import { and, asc, count, desc, eq, ilike, inArray, or, type SQL, sql } from "drizzle-orm"
import { accounts } from "#drizzle/schema/accounts"
import { GatewayError } from "#lib/core/errors"
import { nanoFromUsd } from "#lib/core/money"
import type { AccountKind } from "#lib/identity/account"
import { holdLog, noteChange, noteOpened, wasClosed } from "#lib/ledger/entries"
import type { AdminContext } from "../context"
import { violates } from "../database-error"
import { type AccountColumns, budgetMoment, newWindow, windowColumns } from "./limit-fields"
import { storeParts } from "./parts"
import { removeAccounts } from "./remove"
import { requireModels, requireModelsOfParts } from "./require-models"

export type AccountRow = typeof accounts.$inferSelect

/** Makes an account. Throws `taken` when there is one of this kind and id. */
export async function createAccount(
  ctx: AdminContext,
  name: { readonly kind: AccountKind; readonly id: string },
  columns: AccountColumns,
): Promise<AccountRow> {
  requireModels(ctx, columns.models)
  requireModelsOfParts(ctx, columns.profile ?? {})
  const now = new Date(ctx.clock.now())
  const by = ctx.caller.keyId
  try {
    const row = await storeAccount(ctx, {
      ...columns,
      ...(columns.budgetDuration ? windowColumns(columns.budgetDuration, budgetMoment(ctx)) : {}),
      ...(columns.spendNano === undefined ? {} : { spendNano: columns.spendNano }),
      ...(columns.profile === undefined ? {} : { profile: withoutNulls(columns.profile) }),
      ...name,
      createdAt: now,
      createdBy: by,
      updatedAt: now,
      updatedBy: by,
    })
    await ctx.accountChanged(nameOf(row))
    return row
  } catch (e) {
    if (!violates(e, "accounts_kind_id_pk")) throw e
    const say = `There is a ${name.kind} with the id "${name.id}" already. Choose another id, or update that one.`
    throw new GatewayError("taken", say, { param: idField(name.kind) })
  }
}

/** The row of a new account, and what it begins with in the ledger. */
async function storeAccount(ctx: AdminContext, values: typeof accounts.$inferInsert): Promise<AccountRow> {
  const name = `${values.kind}:${values.id}`
  const cause = { reason: "it was made with this spend", by: ctx.caller.keyId, atMs: ctx.clock.now() }
  const again = await wasClosed(ctx.db.orm, name)
  return ctx.db.orm.transaction(async (tx) => {
    if (again) await holdLog(tx)
    const [row] = await tx.insert(accounts).values(values).returning()
    if (!row) throw new GatewayError("internal", `The ${values.kind} could not be stored. Try again.`)
    if (again) await noteOpened(tx, name, row, { ...cause, reason: "it was made again" })
    else await noteChange(tx, name, { before: null, after: row }, cause)
    await storeParts(tx, ownerOf(row), { moment: budgetMoment(ctx), by: cause.by, fresh: true })
    return row
  })
}

/**
 * Changes what is given and nothing else. A new budget_duration or a set spend (dollars) starts a new window; `profile` is merged,
 * null removes a field of it. Throws `not_found`.
 */
export async function changeAccount(
  ctx: AdminContext,
  { kind, id }: { readonly kind: AccountKind; readonly id: string },
  change: AccountColumns & { readonly spendUsd?: number | undefined },
): Promise<AccountRow> {
  const { spendUsd, profile, ...columns } = change
  requireModels(ctx, columns.models)
  requireModelsOfParts(ctx, profile ?? {})
  const moment = budgetMoment(ctx)
  const { nowMs } = moment
  // Spend still queued belongs to the time before this change: let it arrive first.
  if (spendUsd !== undefined || columns.budgetDuration !== undefined) await ctx.flush()
  const row = await ctx.db.orm.transaction(async (tx) => {
    const where = and(eq(accounts.kind, kind), eq(accounts.id, id))
    const [old] = await tx.select().from(accounts).where(where).for("update")
    if (!old) throw noSuchAccount(kind, [id])
    const duration = columns.budgetDuration === undefined ? old.budgetDuration : columns.budgetDuration
    const restarts = spendUsd !== undefined || duration !== old.budgetDuration
    const [changed] = await tx
      .update(accounts)
      .set({
        ...columns,
        ...(restarts ? newWindow(old, duration, moment) : {}),
        ...(spendUsd === undefined ? {} : { spendNano: nanoFromUsd(spendUsd) }),
        ...(profile === undefined ? {} : { profile: withoutNulls({ ...old.profile, ...profile }) }),
        updatedAt: new Date(nowMs),
        updatedBy: ctx.caller.keyId,
      })
      .where(where)
      .returning()
    if (!changed) return old
    const reason = spendUsd === undefined ? "a new budget window" : "spend was set"
    const cause = { reason, by: ctx.caller.keyId, atMs: nowMs }
    await noteChange(tx, nameOf(changed), { before: old, after: changed }, cause)
    await storeParts(tx, ownerOf(changed), { moment, by: ctx.caller.keyId })
    return changed
  })
  await ctx.accountChanged(nameOf(row))
  return row
}

/** Deletes all of these accounts or, when one does not exist, none. Its history in the log stays. */
export async function deleteAccounts(ctx: AdminContext, kind: AccountKind, ids: readonly string[]): Promise<string[]> {
  const gone = await ctx.db.orm.transaction(async (tx) => {
    const rows = await removeAccounts(tx, ctx, and(eq(accounts.kind, kind), inArray(accounts.id, [...ids])))
    const found = new Set(rows.map((row) => row.id))
    const missing = ids.filter((id) => !found.has(id))
    if (missing.length > 0) throw noSuchAccount(kind, missing)
    return [...found]
  })
  await Promise.all(gone.map((id) => ctx.accountChanged(`${kind}:${id}`)))
  return gone
}

/** One account; null when there is none. */
export async function findAccount(ctx: AdminContext, kind: AccountKind, id: string): Promise<AccountRow | null> {
  const [row] = await ctx.db.orm
    .select()
    .from(accounts)
    .where(and(eq(accounts.kind, kind), eq(accounts.id, id)))
  return row ?? null
}

const SORTABLE = {
  created_at: accounts.createdAt,
  updated_at: accounts.updatedAt,
  alias: accounts.alias,
  id: accounts.id,
  max_budget: accounts.maxBudgetNano,
  spend: accounts.spendNano,
  total_spend: accounts.totalSpendNano,
} as const

export type AccountSort = keyof typeof SORTABLE
export const ACCOUNT_SORTS = Object.keys(SORTABLE) as [AccountSort, ...AccountSort[]]

export interface AccountPage {
  readonly page: number
  readonly size: number
  /** A part of the id or the alias. */
  readonly search?: string | undefined
  /** Look for it in `profile.user_email` too. */
  readonly searchEmail?: boolean
  /** A further condition. */
  readonly also?: SQL | undefined
  readonly ids?: readonly string[] | undefined
  readonly organizationId?: string | undefined
  readonly sortBy?: AccountSort | undefined
  readonly sortOrder?: "asc" | "desc" | undefined
}

/** One page of accounts and how many there are in all. Equal ones are ordered by id, so that pages never overlap. */
export async function listAccounts(
  ctx: AdminContext,
  kind: AccountKind,
  {
    page,
    size,
    search,
    searchEmail,
    also,
    ids,
    organizationId,
    sortBy = "created_at",
    sortOrder = "desc",
  }: AccountPage,
): Promise<{ rows: AccountRow[]; total: number }> {
  const like = search === undefined ? undefined : `%${search.replace(/[\\%_]/g, "\\$&")}%`
  const where = and(
    eq(accounts.kind, kind),
    like === undefined
      ? undefined
      : or(
          ilike(accounts.id, like),
          ilike(accounts.alias, like),
          searchEmail === true ? sql`${accounts.profile} ->> 'user_email' ilike ${like}` : undefined,
        ),
    also,
    ids === undefined ? undefined : inArray(accounts.id, [...ids]),
    organizationId === undefined ? undefined : eq(accounts.organizationId, organizationId),
  )
  const order = sortOrder === "asc" ? asc : desc
  const [rows, [counted]] = await Promise.all([
    ctx.db.orm
      .select()
      .from(accounts)
      .where(where)
      .orderBy(sql`${order(SORTABLE[sortBy])} nulls last`, order(accounts.id))
      .limit(size)
      .offset((page - 1) * size),
    ctx.db.orm.select({ total: count() }).from(accounts).where(where),
  ])
  return { rows, total: counted?.total ?? 0 }
}

/** 404 that names what is missing. */
export function noSuchAccount(kind: AccountKind, ids: readonly string[]): GatewayError {
  const shown = ids.slice(0, 5).map((id) => `"${id.slice(0, 70)}"`)
  const subject = shown.length === 1 ? `There is no ${kind} ${shown[0]}.` : `There are no ${kind}s ${shown.join(", ")}.`
  return new GatewayError("not_found", subject, { param: idField(kind) })
}

/** What requests call the id of such an account. */
function idField(kind: AccountKind): string {
  if (kind === "tag") return "name"
  return kind === "customer" || kind === "member" ? "user_id" : `${kind}_id`
}

/** Whose budgets by model and window these are. */
const ownerOf = ({ kind, id, alias, profile, metadata }: AccountRow) => ({
  kind: kind as AccountKind,
  id,
  alias,
  fields: profile,
  metadata,
})

const nameOf = (row: Pick<AccountRow, "kind" | "id">) => `${row.kind}:${row.id}`

const withoutNulls = (value: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null && v !== undefined))
