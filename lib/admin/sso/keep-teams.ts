import { and, eq, inArray } from "drizzle-orm"
import { accounts, memberships } from "#drizzle/schema/accounts"
import type { AccountRow } from "../accounts/store"
import { recorded } from "../audit/record"
import type { AdminContext } from "../context"
import { addMembers, removeMembers } from "../teams/members"
import { SSO_ACTOR } from "./find-user"

interface Kept {
  readonly user: AccountRow
  /** Ids of teams, as the issuer's claims say. */
  readonly wanted: readonly string[]
  readonly ip: string | null
}

/**
 * Puts the user into the teams the issuer names, as far as there are such teams, and takes them out of those that an earlier login
 * gave and this one does not. A membership that somebody here gave stays, with its role.
 */
export async function keepTeams(ctx: AdminContext, { user, wanted, ip }: Kept): Promise<void> {
  const { orm } = ctx.db
  const mine = await orm
    .select()
    .from(memberships)
    .where(and(eq(memberships.kind, "team"), eq(memberships.userId, user.id)))
  const has = new Set(mine.map(({ groupId }) => groupId))
  const missing = wanted.filter((id) => !has.has(id))
  const teams =
    missing.length === 0
      ? []
      : await orm
          .select()
          .from(accounts)
          .where(and(eq(accounts.kind, "team"), inArray(accounts.id, missing)))
  const change = (team: string) => ({
    endpoint: { method: "GET", path: "/sso/callback" } as const,
    action: "updated",
    resource: "team",
    params: {},
    raw: { team_id: team },
    ip,
    changedBy: null,
  })
  for (const team of teams)
    await recorded(ctx, change(team.id), async () => {
      await addMembers(ctx, team, [{ user_id: user.id, user_email: null, role: "user" }])
      const where = and(eq(memberships.kind, "team"), eq(memberships.groupId, team.id), eq(memberships.userId, user.id))
      await orm.update(memberships).set({ givenBy: SSO_ACTOR }).where(where)
    })
  const lost = mine.filter(({ groupId, givenBy }) => givenBy === SSO_ACTOR && !wanted.includes(groupId))
  for (const { groupId } of lost) await recorded(ctx, change(groupId), () => removeMembers(ctx, groupId, [user.id]))
}
