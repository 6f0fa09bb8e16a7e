import { and, eq, inArray } from "drizzle-orm"
import type { z } from "zod"
import { accounts, memberships } from "#drizzle/schema/accounts"
import { GatewayError } from "#lib/core/errors"
import { type AccountRow, createAccount, findAccount, noSuchAccount } from "../accounts/store"
import type { AdminContext } from "../context"
import { findUserByEmail, newUserId } from "../users/find"
import type { OrganizationMember } from "./fields"
import type { Belongings } from "./view"

type Who = { readonly user_id?: string | null | undefined; readonly user_email?: string | null | undefined }

/** Members and teams of these organizations, by organization. */
export async function belongingsOf(ctx: AdminContext, ids: readonly string[]): Promise<Map<string, Belongings>> {
  const out = new Map(ids.map((id) => [id, { members: [], teams: [] } as { members: Member[]; teams: Team[] }]))
  if (ids.length === 0) return out
  const [members, teams] = await Promise.all([
    ctx.db.orm
      .select({ row: memberships, profile: accounts.profile })
      .from(memberships)
      .leftJoin(accounts, and(eq(accounts.kind, "user"), eq(accounts.id, memberships.userId)))
      .where(and(eq(memberships.kind, "organization"), inArray(memberships.groupId, [...ids])))
      .orderBy(memberships.createdAt, memberships.userId),
    ctx.db.orm
      .select({ id: accounts.id, alias: accounts.alias, organizationId: accounts.organizationId })
      .from(accounts)
      .where(and(eq(accounts.kind, "team"), inArray(accounts.organizationId, [...ids])))
      .orderBy(accounts.createdAt, accounts.id),
  ])
  for (const { row, profile } of members) out.get(row.groupId)?.members.push(viewMember(row, profile?.user_email))
  for (const { id, alias, organizationId } of teams)
    out.get(organizationId ?? "")?.teams.push({ team_id: id, team_alias: alias })
  return out
}

type Member = Belongings["members"][number]
type Team = Belongings["teams"][number]

export function viewMember(row: typeof memberships.$inferSelect, email: unknown): Member {
  return {
    organization_id: row.groupId,
    user_id: row.userId,
    user_email: typeof email === "string" ? email : null,
    user_role: row.role,
    created_at: row.createdAt.toISOString(),
  }
}

/**
 * Puts people into an organization; who is known by an unknown email only becomes a user. Someone who is in it already gets the
 * new role. Throws `invalid_request` when neither an id nor an email is given: then nothing is written.
 */
export async function addMembers(
  ctx: AdminContext,
  organizationId: string,
  added: readonly z.output<typeof OrganizationMember>[],
): Promise<{ users: AccountRow[]; members: Member[] }> {
  for (const { user_id: id, user_email: email } of added)
    if (!id && !email)
      throw new GatewayError("invalid_request", "A member needs a user_id or a user_email.", { param: "member" })
  const users: AccountRow[] = []
  const members: Member[] = []
  for (const [at, member] of added.entries()) {
    const user = await userOf(ctx, member)
    const [row] = await ctx.db.orm
      .insert(memberships)
      .values({
        kind: "organization",
        groupId: organizationId,
        userId: user.id,
        role: member.role,
        // They are shown in the order they were given.
        createdAt: new Date(ctx.clock.now() + at),
      })
      .onConflictDoUpdate({
        target: [memberships.kind, memberships.groupId, memberships.userId],
        set: { role: member.role },
      })
      .returning()
    users.push(user)
    if (row) members.push(viewMember(row, user.profile.user_email))
  }
  return { users, members }
}

/** The membership of someone meant by an id or an email; throws `not_found`. */
export async function membershipOf(ctx: AdminContext, organizationId: string, who: Who) {
  const user = who.user_id
    ? await findAccount(ctx, "user", who.user_id)
    : await findUserByEmail(ctx, who.user_email ?? "")
  const userId = who.user_id ?? user?.id
  if (userId === undefined) throw noSuchAccount("user", [who.user_email ?? ""])
  const where = and(
    eq(memberships.kind, "organization"),
    eq(memberships.groupId, organizationId),
    eq(memberships.userId, userId),
  )
  const [row] = await ctx.db.orm.select().from(memberships).where(where)
  if (row) return { row, where, email: user?.profile.user_email }
  const say = `The organization ${organizationId} has no member ${userId}.`
  throw new GatewayError("not_found", say, { param: "user_id" })
}

async function userOf(ctx: AdminContext, { user_id: id, user_email: email }: Who): Promise<AccountRow> {
  const known = id ? await findAccount(ctx, "user", id) : await findUserByEmail(ctx, email ?? "")
  if (known !== null) return known
  const profile = { user_role: "internal_user", ...(email ? { user_email: email } : {}) }
  return createAccount(ctx, { kind: "user", id: id ?? newUserId() }, { profile })
}
