import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm"
import { accounts } from "#drizzle/schema/accounts"
import { budgetRequests } from "#drizzle/schema/budget-requests"
import { keys } from "#drizzle/schema/keys"
import { GatewayError } from "#lib/core/errors"
import { usdFromNano } from "#lib/core/money"
import { findAccount } from "../accounts/store"
import type { AdminContext } from "../context"
import { grantChange } from "../keys/rights"
import { permits } from "../permissions"
import { keysWithin, reachOf } from "../reach"
import { grantMembers } from "../teams/rights"
import { grantUserChange } from "../users/rights"
import type { RequestRow } from "./view"

type Asked = Pick<RequestRow, "kind" | "subjectId" | "teamId" | "requestedNano">

/** Throws 403 unless the caller could set this budget to this amount (dollars) without any request. */
export async function grantDecision(ctx: AdminContext, { kind, subjectId, teamId }: Asked, usd: number): Promise<void> {
  if (kind === "key") return grantChange(ctx, subjectId, { max_budget: usd })
  if (kind === "member") return grantMembers(ctx, teamId ?? "", { max_budget_in_team: usd })
  return grantUserChange(ctx, await findAccount(ctx, "user", subjectId), { max_budget: usd })
}

/** The same as a question. */
export async function mayDecide(ctx: AdminContext, row: Asked): Promise<boolean> {
  if (!permits(ctx.caller, "budget-requests:decide")) return false
  try {
    await grantDecision(ctx, row, usdFromNano(row.requestedNano))
    return true
  } catch (e) {
    if (GatewayError.is(e) && e.status === 403) return false
    throw e
  }
}

/** Requests in sight: one's own, and those about keys, members and users one could decide on. Undefined: all. */
export function requestsWithin(ctx: AdminContext): SQL | undefined {
  const reach = reachOf(ctx.caller)
  if (reach === null) return undefined
  const { orm } = ctx.db
  const own = eq(budgetRequests.userId, reach.userId ?? "")
  const inSight = orm.select({ id: keys.token }).from(keys).where(keysWithin(ctx.caller))
  const madeByMe = orm
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.kind, "user"), eq(accounts.createdBy, reach.userId ?? "")))
  return or(
    own,
    and(eq(budgetRequests.kind, "key"), inArray(budgetRequests.subjectId, inSight)),
    and(
      eq(budgetRequests.kind, "member"),
      reach.adminTeams.length === 0 ? sql`false` : inArray(budgetRequests.teamId, [...reach.adminTeams]),
    ),
    and(eq(budgetRequests.kind, "user"), inArray(budgetRequests.subjectId, madeByMe)),
  )
}
