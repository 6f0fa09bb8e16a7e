import { randomUUID } from "node:crypto"
import { and, eq } from "drizzle-orm"
import { accounts, memberships } from "#drizzle/schema/accounts"
import { budgetRequests } from "#drizzle/schema/budget-requests"
import { keys } from "#drizzle/schema/keys"
import { GatewayError } from "#lib/core/errors"
import { nanoFromUsd, usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import { violates } from "../database-error"
import { withinBounds } from "../defaults"
import { keyIdOf } from "../keys/find"
import { notYours } from "../keys/rights"
import { beyondReach } from "../reach"
import { memberId } from "../teams/members"
import type { RequestRow } from "./view"

/** A wish for a larger budget (dollars): of a key, of oneself in a team, or of oneself. */
export interface Wish {
  readonly key?: string | null | undefined
  readonly team_id?: string | null | undefined
  readonly max_budget: number
  readonly reason?: string | null | undefined
}

type Subject = Pick<RequestRow, "kind" | "subjectId" | "teamId" | "currentNano">

/** Keeps the wish until somebody decides. Throws 403 for what is not the caller's, 400 for what would be no more, 409 when one is open. */
export async function askForBudget(ctx: AdminContext, wish: Wish): Promise<RequestRow> {
  const userId = ctx.caller.person?.userId
  if (userId === undefined)
    throw new GatewayError("invalid_request", "The master key asks nobody: set the budget itself, with /key/update.")
  if (wish.key && wish.team_id)
    throw new GatewayError("invalid_request", "Name a key or a team, not both.", { param: "team_id" })
  const subject = await subjectOf(ctx, wish, userId)
  const { currentNano } = subject
  if (currentNano === null) {
    const say = "There is no budget here that could be raised: nothing limits it by itself."
    throw new GatewayError("invalid_request", say, { param: wish.key ? "key" : "max_budget" })
  }
  const requestedNano = nanoFromUsd(wish.max_budget)
  if (requestedNano <= currentNano) {
    const say = `Ask for more than the $${usdFromNano(currentNano)} there are.`
    throw new GatewayError("invalid_request", say, { param: "max_budget" })
  }
  if (subject.kind === "key") withinBounds({ max_budget: wish.max_budget }, ctx.defaults().keyMost, false)
  try {
    const [row] = await ctx.db.orm
      .insert(budgetRequests)
      .values({
        id: randomUUID(),
        ...subject,
        userId,
        requestedNano,
        reason: wish.reason || null,
        status: "pending",
        createdAt: new Date(ctx.clock.now()),
      })
      .returning()
    if (row !== undefined) return row
    throw new GatewayError("internal", "The request could not be stored. Try again.")
  } catch (e) {
    if (!violates(e, "budget_requests_open")) throw e
    throw new GatewayError(
      "conflict",
      "A request for this budget is open already. Withdraw it to ask for another amount.",
    )
  }
}

async function subjectOf(ctx: AdminContext, { key, team_id: teamId }: Wish, userId: string): Promise<Subject> {
  const { orm } = ctx.db
  if (key) {
    const [row] = await orm
      .select()
      .from(keys)
      .where(and(eq(keys.token, await keyIdOf(ctx, key)), eq(keys.userId, userId)))
    if (row === undefined) throw notYours()
    return { kind: "key", subjectId: row.token, teamId: row.teamId, currentNano: row.maxBudgetNano }
  }
  if (teamId) {
    const [is] = await orm
      .select()
      .from(memberships)
      .where(and(eq(memberships.kind, "team"), eq(memberships.groupId, teamId), eq(memberships.userId, userId)))
    if (is === undefined) throw beyondReach("You do not belong to this team, or it does not exist.", "team_id")
  }
  const name = teamId
    ? ({ kind: "member", subjectId: memberId(teamId, userId) } as const)
    : ({ kind: "user", subjectId: userId } as const)
  const [account] = await orm
    .select()
    .from(accounts)
    .where(and(eq(accounts.kind, name.kind), eq(accounts.id, name.subjectId)))
  return { ...name, teamId: teamId || null, currentNano: account?.maxBudgetNano ?? null }
}
