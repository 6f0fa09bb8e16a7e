import { and, eq } from "drizzle-orm"
import { accounts } from "#drizzle/schema/accounts"
import { budgetRequests } from "#drizzle/schema/budget-requests"
import { keys } from "#drizzle/schema/keys"
import { GatewayError } from "#lib/core/errors"
import { nanoFromUsd, usdFromNano } from "#lib/core/money"
import type { Database } from "#lib/db/open"
import { recorded } from "../audit/record"
import type { AdminContext } from "../context"
import { withinBounds } from "../defaults"
import { beyondReach } from "../reach"
import { grantDecision, requestsWithin } from "./rights"
import type { RequestRow } from "./view"

type Transaction = Parameters<Parameters<Database["orm"]["transaction"]>[0]>[0]

export interface Decision {
  readonly request_id: string
  /** Dollars; absent: what was asked. */
  readonly max_budget?: number | null | undefined
  readonly note?: string | null | undefined
}

/** The budget becomes what was asked, or another amount, and the request is closed: both or neither. Throws 403, 404, 409. */
export async function approve(ctx: AdminContext, { request_id: id, max_budget, note }: Decision): Promise<RequestRow> {
  const asked = await openRequest(ctx, id)
  const usd = max_budget ?? usdFromNano(asked.requestedNano)
  await grantDecision(ctx, asked, usd)
  if (asked.kind === "key") withinBounds({ max_budget: usd }, ctx.defaults().keyMost, false)
  const nano = nanoFromUsd(usd)
  const closed = await recorded(ctx, budgetChange(asked), () =>
    ctx.db.orm.transaction(async (tx) => {
      const row = await close(tx, ctx, { id, status: "approved", note, approvedNano: nano })
      await raise(tx, ctx, asked, nano)
      return row
    }),
  )
  await (asked.kind === "key"
    ? ctx.keyChanged(asked.subjectId)
    : ctx.accountChanged(`${asked.kind}:${asked.subjectId}`))
  return closed
}

/** The request is closed, and nothing else happens. Throws 403, 404, 409. */
export async function decline(ctx: AdminContext, { request_id: id, note }: Decision): Promise<RequestRow> {
  const asked = await openRequest(ctx, id)
  await grantDecision(ctx, asked, usdFromNano(asked.requestedNano))
  return ctx.db.orm.transaction((tx) => close(tx, ctx, { id, status: "declined", note }))
}

/** Who asked asks no more. */
export async function withdraw(ctx: AdminContext, { request_id: id }: Decision): Promise<RequestRow> {
  const asked = await openRequest(ctx, id)
  if (asked.userId !== ctx.caller.person?.userId)
    throw beyondReach("Only who asked withdraws a request. Decline it instead.", "request_id")
  return ctx.db.orm.transaction((tx) => close(tx, ctx, { id, status: "withdrawn" }))
}

/** The request of this id, if it is in sight and open. */
async function openRequest(ctx: AdminContext, id: string): Promise<RequestRow> {
  const [row] = await ctx.db.orm
    .select()
    .from(budgetRequests)
    .where(and(eq(budgetRequests.id, id), requestsWithin(ctx)))
  if (row === undefined) throw new GatewayError("not_found", "There is no such request.", { param: "request_id" })
  if (row.status !== "pending") throw alreadyDecided(row.status)
  return row
}

const alreadyDecided = (status: string) =>
  new GatewayError("conflict", `This request is ${status} already.`, { param: "request_id" })

interface Closed {
  readonly id: string
  readonly status: "approved" | "declined" | "withdrawn"
  readonly note?: string | null | undefined
  readonly approvedNano?: number
}

/** Of two who decide at once one does. */
async function close(tx: Transaction, ctx: AdminContext, { id, note, ...set }: Closed): Promise<RequestRow> {
  const [row] = await tx
    .update(budgetRequests)
    .set({ ...set, note: note || null, decidedAt: new Date(ctx.clock.now()), decidedBy: ctx.caller.keyId })
    .where(and(eq(budgetRequests.id, id), eq(budgetRequests.status, "pending")))
    .returning()
  if (row === undefined) throw alreadyDecided("decided")
  return row
}

/** Nothing but the amount: the running window and what was spent in it stay. Throws 409 when it would be no more than there is by now. */
async function raise(tx: Transaction, ctx: AdminContext, { kind, subjectId }: RequestRow, nano: number): Promise<void> {
  const set = { maxBudgetNano: nano, updatedAt: new Date(ctx.clock.now()), updatedBy: ctx.caller.keyId }
  const key = eq(keys.token, subjectId)
  const account = and(eq(accounts.kind, kind), eq(accounts.id, subjectId))
  const [old] =
    kind === "key"
      ? await tx.select({ now: keys.maxBudgetNano }).from(keys).where(key).for("update")
      : await tx.select({ now: accounts.maxBudgetNano }).from(accounts).where(account).for("update")
  if (old === undefined || old.now === null || old.now >= nano) {
    const now = old?.now == null ? "no budget there any more" : `$${usdFromNano(old.now)} there by now`
    throw new GatewayError("conflict", `There is ${now}: approve a larger amount, or decline.`, { param: "max_budget" })
  }
  if (kind === "key") await tx.update(keys).set(set).where(key)
  else await tx.update(accounts).set(set).where(account)
}

/** The budget's own row in the audit log, beside the request's. */
function budgetChange({ kind, subjectId }: RequestRow) {
  const named = { key: { key: subjectId }, user: { user_id: subjectId }, member: { member_id: subjectId } }
  return {
    endpoint: { method: "POST", path: "/budget/request/approve" } as const,
    action: "updated",
    resource: kind,
    params: {},
    raw: named[kind as keyof typeof named],
    ip: null,
    changedBy: null,
  }
}
