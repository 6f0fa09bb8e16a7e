import { and, eq, inArray, or, type SQL } from "drizzle-orm"
import type { z } from "zod"
import { accounts, memberships } from "#drizzle/schema/accounts"
import type { AccountRow } from "../accounts/store"
import type { AdminContext } from "../context"
import { beyondReach, idsWithin, type Reach, reachOf } from "../reach"
import type { NewUser, UpdateUser } from "./fields"

const PLAIN_ROLES: readonly unknown[] = ["internal_user", "internal_user_viewer"]
/** What users may change of themselves. */
const OWN_FIELDS: readonly string[] = ["user_id", "user_email", "user_alias"]

const outOfReach = () =>
  beyondReach("This user is not you, nor of a team or an organization you administrate, or does not exist.", "user_id")

/** Users in sight as a condition on the table of accounts: oneself, members of what one administrates. Undefined: all. */
export function usersWithin(ctx: AdminContext): SQL | undefined {
  const reach = reachOf(ctx.caller)
  if (reach === null) return undefined
  const groups = or(
    and(eq(memberships.kind, "team"), inArray(memberships.groupId, [...reach.adminTeams])),
    and(eq(memberships.kind, "organization"), inArray(memberships.groupId, [...reach.adminOrganizations])),
  )
  const members = ctx.db.orm.select({ id: memberships.userId }).from(memberships).where(groups)
  return or(eq(accounts.id, reach.userId ?? ""), inArray(accounts.id, members))
}

/** Throws 403 unless the caller may look at this user. */
export async function grantUserLook(ctx: AdminContext, userId: string): Promise<void> {
  const within = usersWithin(ctx)
  if (within === undefined) return
  const [found] = await ctx.db.orm
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.kind, "user"), eq(accounts.id, userId), within))
  if (found === undefined) throw outOfReach()
}

/** An organization's admin makes plain users of it, in its teams. Throws 403 naming the field that is beyond that. */
export function grantNewUser(ctx: AdminContext, wish: z.output<typeof NewUser>): void {
  const reach = reachOf(ctx.caller)
  if (reach === null) return
  requirePlain(wish.user_role)
  if (!wish.organizations?.length)
    throw beyondReach("You can make users of an organization you administrate: name it.", "organizations")
  idsWithin(wish.organizations, reach.adminOrganizations, "organizations")
  const teams = (wish.teams ?? []).map((team) => (typeof team === "string" ? team : team.team_id))
  idsWithin(teams, reach.adminTeams, "teams")
}

function requirePlain(role: unknown): void {
  if (role === undefined || role === null || PLAIN_ROLES.includes(role)) return
  throw beyondReach(
    "Only the admin of this gateway gives this role. Use internal_user or internal_user_viewer.",
    "user_role",
  )
}

/** Throws 403 naming the field the caller may not change of this user. */
export async function grantUserChange(
  ctx: AdminContext,
  user: AccountRow | null,
  change: Omit<z.output<typeof UpdateUser>, "user_id">,
): Promise<void> {
  const reach = reachOf(ctx.caller)
  if (reach === null) return
  if (user === null) throw outOfReach()
  if (await manages(ctx, reach, user)) return requirePlain(change.user_role)
  if (user.id !== reach.userId) throw outOfReach()
  const names = Object.keys(change) as (keyof typeof change)[]
  const own = user.profile.user_email
  const beyond = names.find(
    (name) =>
      change[name] !== undefined &&
      (!OWN_FIELDS.includes(name) || (name === "user_email" && change.user_email !== own)),
  )
  if (beyond !== undefined)
    throw beyondReach(`${beyond} of yourself can be set by an admin only. Leave it out.`, beyond)
}

/** Throws 403 unless the caller may invite this user, and so let them set a password. */
export async function grantInvitation(ctx: AdminContext, user: AccountRow | null): Promise<void> {
  const reach = reachOf(ctx.caller)
  if (reach !== null && (user === null || !(await manages(ctx, reach, user)))) throw outOfReach()
}

/**
 * Somebody who administrates teams or an organization manages the users it made itself, as long as they have a plain role and
 * belong to nothing beyond. Not those who were there before: whoever may set somebody's email or invite them becomes them.
 */
async function manages(ctx: AdminContext, reach: Reach, user: AccountRow): Promise<boolean> {
  if (user.id === reach.userId || reach.userId === null || user.createdBy !== reach.userId) return false
  if (!PLAIN_ROLES.includes(user.profile.user_role ?? "internal_user")) return false
  const rows = await ctx.db.orm.select().from(memberships).where(eq(memberships.userId, user.id))
  return (
    rows.length > 0 &&
    rows.every(({ kind, groupId }) => (kind === "team" ? reach.adminTeams : reach.adminOrganizations).includes(groupId))
  )
}
