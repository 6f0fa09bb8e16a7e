import { and, eq, inArray, like } from "drizzle-orm"
import type { z } from "zod"
import { accounts, memberships } from "#drizzle/schema/accounts"
import { GatewayError } from "#lib/core/errors"
import { type AccountColumns, limitColumns } from "../accounts/limit-fields"
import { partFields } from "../accounts/part-fields"
import { removeAccounts } from "../accounts/remove"
import { requireModels } from "../accounts/require-models"
import { type AccountRow, changeAccount, createAccount, findAccount } from "../accounts/store"
import type { AdminContext } from "../context"
import { givenOf } from "../kept-fields"
import { findUserByEmail, newUserId } from "../users/find"
import type { Member, memberLimits } from "./fields"
import type { TeamMember } from "./view"

type MemberInput = z.output<typeof Member>
type MemberLimits = { readonly [K in keyof typeof memberLimits]?: z.output<(typeof memberLimits)[K]> }

/** The id of a team's account for one member: what they may spend of it. */
export function memberId(teamId: string, userId: string): string {
  return `${teamId}/${userId}`
}

/** Everyone who belongs to these teams, by team. */
export async function membersOf(
  ctx: AdminContext,
  teamIds: readonly string[],
): Promise<Map<string, z.output<typeof TeamMember>[]>> {
  const out = new Map<string, z.output<typeof TeamMember>[]>(teamIds.map((id) => [id, []]))
  if (teamIds.length === 0) return out
  const rows = await ctx.db.orm
    .select({
      teamId: memberships.groupId,
      userId: memberships.userId,
      role: memberships.role,
      profile: accounts.profile,
    })
    .from(memberships)
    .leftJoin(accounts, and(eq(accounts.kind, "user"), eq(accounts.id, memberships.userId)))
    .where(and(eq(memberships.kind, "team"), inArray(memberships.groupId, [...teamIds])))
    .orderBy(memberships.createdAt, memberships.userId)
  for (const row of rows) {
    const email = row.profile?.user_email
    out.get(row.teamId)?.push({
      user_id: row.userId,
      user_email: typeof email === "string" ? email : null,
      role: row.role,
    })
  }
  return out
}

/** The accounts of a team's members. */
export async function memberAccounts(ctx: AdminContext, teamId: string): Promise<AccountRow[]> {
  const prefix = `${teamId.replace(/[\\%_]/g, "\\$&")}/%`
  return ctx.db.orm
    .select()
    .from(accounts)
    .where(and(eq(accounts.kind, "member"), like(accounts.id, prefix)))
}

/** Throws `invalid_request` with this field's name unless each of them has an id or an email: before anything is written. */
export function requireNamed(added: readonly MemberInput[], field: string): void {
  if (added.every(({ user_id: id, user_email: email }) => id || email)) return
  throw new GatewayError("invalid_request", "A member needs a user_id or a user_email.", { param: field })
}

/**
 * Puts people into a team, each with an account of their own in it; who is known by an unknown email only becomes a user. Someone
 * who is in it already gets the new role and limits. Throws `invalid_request` when neither an id nor an email is given.
 */
export async function addMembers(
  ctx: AdminContext,
  team: AccountRow,
  added: readonly MemberInput[],
  limits: MemberLimits = {},
): Promise<{ users: AccountRow[]; members: AccountRow[] }> {
  requireNamed(added, "member")
  requireModels(ctx, limits.allowed_models, "allowed_models")
  const users: AccountRow[] = []
  const members: AccountRow[] = []
  for (const [at, member] of added.entries()) {
    const user = await userOf(ctx, member)
    users.push(user)
    await ctx.db.orm
      .insert(memberships)
      .values({
        kind: "team",
        groupId: team.id,
        userId: user.id,
        role: member.role,
        // They are shown in the order they were given.
        createdAt: new Date(ctx.clock.now() + at),
      })
      .onConflictDoUpdate({
        target: [memberships.kind, memberships.groupId, memberships.userId],
        set: { role: member.role },
      })
    members.push(await setMemberLimits(ctx, team, user.id, { ...defaultsOf(team), ...limits }))
  }
  return { users, members }
}

/** Makes or changes the account of a member. Only what is given is changed. */
export async function setMemberLimits(
  ctx: AdminContext,
  team: AccountRow,
  userId: string,
  limits: MemberLimits,
): Promise<AccountRow> {
  const columns: AccountColumns = limitColumns({
    max_budget: limits.max_budget_in_team,
    budget_duration: limits.budget_duration,
    models: limits.allowed_models,
    tpm_limit: limits.tpm_limit,
    rpm_limit: limits.rpm_limit,
  })
  const name = { kind: "member", id: memberId(team.id, userId) } as const
  const change = { ...columns, profile: givenOf(limits, ["model_max_budget"]) }
  if ((await findAccount(ctx, name.kind, name.id)) === null) return createAccount(ctx, name, change)
  return changeAccount(ctx, name, change)
}

/** Takes people out of a team; their accounts in it go, the spend stays in the log. Throws `not_found` for who is not in it. */
export async function removeMembers(ctx: AdminContext, teamId: string, userIds: readonly string[]): Promise<void> {
  await ctx.db.orm.transaction(async (tx) => {
    const gone = await tx
      .delete(memberships)
      .where(
        and(eq(memberships.kind, "team"), eq(memberships.groupId, teamId), inArray(memberships.userId, [...userIds])),
      )
      .returning({ userId: memberships.userId })
    const found = new Set(gone.map((row) => row.userId))
    const missing = userIds.filter((id) => !found.has(id))
    if (missing.length > 0)
      throw new GatewayError("not_found", `The team ${teamId} has no member ${missing.slice(0, 5).join(", ")}.`, {
        param: "user_id",
      })
    const ids = userIds.map((id) => memberId(teamId, id))
    await removeAccounts(tx, ctx, and(eq(accounts.kind, "member"), inArray(accounts.id, ids)))
  })
  await Promise.all(userIds.map((id) => ctx.accountChanged(`member:${memberId(teamId, id)}`)))
}

/** The user meant by an id or an email; made when there is none yet. */
async function userOf(ctx: AdminContext, { user_id: id, user_email: email }: MemberInput): Promise<AccountRow> {
  if (!id && !email)
    throw new GatewayError("invalid_request", "A member needs a user_id or a user_email.", { param: "member" })
  const known = id ? await findAccount(ctx, "user", id) : await findUserByEmail(ctx, email ?? "")
  if (known !== null) return known
  const profile = { user_role: "internal_user", ...(email ? { user_email: email } : {}) }
  return createAccount(ctx, { kind: "user", id: id ?? newUserId() }, { profile })
}

/** What the team gives each new member. */
function defaultsOf(team: AccountRow): MemberLimits {
  const { profile } = team
  const numberOf = (value: unknown) => (typeof value === "number" ? value : undefined)
  const duration = profile.team_member_budget_duration
  return {
    max_budget_in_team: numberOf(profile.team_member_budget),
    budget_duration: typeof duration === "string" ? duration : undefined,
    rpm_limit: numberOf(profile.team_member_rpm_limit),
    tpm_limit: numberOf(profile.team_member_tpm_limit),
    model_max_budget: partFields.model_max_budget.safeParse(profile.team_member_model_max_budget).data ?? undefined,
  }
}
