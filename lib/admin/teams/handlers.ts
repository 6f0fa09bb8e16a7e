import { and, eq, inArray } from "drizzle-orm"
import { z } from "zod"
import { accounts, memberships } from "#drizzle/schema/accounts"
import { keys } from "#drizzle/schema/keys"
import { limitColumns } from "../accounts/limit-fields"
import { partUsage } from "../accounts/parts"
import { removeAccounts } from "../accounts/remove"
import { requireModels } from "../accounts/require-models"
import {
  ACCOUNT_SORTS,
  type AccountRow,
  deleteAccounts,
  findAccount,
  listAccounts,
  noSuchAccount,
} from "../accounts/store"
import type { AdminContext } from "../context"
import { label } from "../fields"
import { removeKeys } from "../keys/remove"
import { viewKey } from "../keys/view"
import { keysWithin, onlyWithin } from "../reach"
import { findUserByEmail } from "../users/find"
import { type memberLimits, profileOf, type TeamFields } from "./fields"
import { memberAccounts, memberId, membersOf, setMemberLimits } from "./members"
import { grantTeamLook, seesWholeTeam, teamsWithin } from "./rights"
import { viewMember, viewTeam } from "./view"

/** Filters, order and place of a page of teams. */
export const pageFields = {
  search: label.optional().describe("A part of the id or the alias"),
  team_id: label.optional(),
  team_alias: label.optional(),
  organization_id: label.optional(),
  user_id: label.optional().describe("Teams this user belongs to"),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  page_size: z.coerce.number().int().min(1).max(100).default(10),
  sort_by: z.enum(ACCOUNT_SORTS).default("created_at"),
  sort_order: z.enum(["asc", "desc"]).default("desc"),
}
type Changes = Omit<TeamFields, "team_id" | "spend">

/** Request fields → columns; what has no column goes to the profile. */
export function columnsOf(fields: Changes) {
  return {
    ...limitColumns(fields),
    alias: fields.team_alias,
    organizationId: fields.organization_id,
    profile: profileOf(fields),
  }
}

/** The team of this id; throws `not_found`. */
export async function teamOf(ctx: AdminContext, id: string): Promise<AccountRow> {
  const team = await findAccount(ctx, "team", id)
  if (team === null) throw noSuchAccount("team", [id])
  return team
}

/** A team with its members. */
export async function shown(ctx: AdminContext, team: AccountRow) {
  return viewTeam(ctx, team, (await membersOf(ctx, [team.id])).get(team.id) ?? [])
}

/** The same of many, with one question to the database. */
export async function allShown(ctx: AdminContext, rows: readonly AccountRow[]) {
  const members = await membersOf(
    ctx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => viewTeam(ctx, row, members.get(row.id) ?? []))
}

/** Members' accounts in a team, with their roles. */
export async function membershipViews(ctx: AdminContext, id: string, members: readonly AccountRow[]) {
  const roles = new Map((await membersOf(ctx, [id])).get(id)?.map((member) => [member.user_id, member.role]))
  return members.map((row) => {
    const userId = row.id.slice(id.length + 1)
    return { team_id: id, user_id: userId, role: roles.get(userId) ?? "user", ...viewMember(ctx, row) }
  })
}

/** A team, its members, their budgets in it, its keys. */
export async function teamInfo(ctx: AdminContext, { team_id, key_limit }: { team_id: string; key_limit: number }) {
  grantTeamLook(ctx, team_id)
  const team = await teamOf(ctx, team_id)
  const whole = seesWholeTeam(ctx, team_id)
  const own = whole ? null : memberId(team_id, ctx.caller.person?.userId ?? "")
  const rows = await ctx.db.orm
    .select()
    .from(keys)
    .where(and(eq(keys.teamId, team_id), keysWithin(ctx.caller)))
    .orderBy(keys.createdAt)
    .limit(key_limit)
  return {
    team_id,
    team_info: { ...(await shown(ctx, team)), ...(await partUsage(ctx, `team:${team.id}`)) },
    keys: rows.map((row) => viewKey(ctx, row)),
    team_memberships: await membershipViews(
      ctx,
      team_id,
      (await memberAccounts(ctx, team_id)).filter((row) => own === null || row.id === own),
    ),
  }
}

/** Deletes teams with their memberships and keys, all or none. */
export async function deleteTeams(ctx: AdminContext, { team_ids: ids }: { team_ids: string[] }) {
  const deleted = await deleteAccounts(ctx, "team", ids)
  const members = (await Promise.all(deleted.map((id) => memberAccounts(ctx, id)))).flat().map((row) => row.id)
  const gone = await ctx.db.orm.transaction(async (tx) => {
    await tx.delete(memberships).where(and(eq(memberships.kind, "team"), inArray(memberships.groupId, deleted)))
    if (members.length > 0)
      await removeAccounts(tx, ctx, and(eq(accounts.kind, "member"), inArray(accounts.id, members)))
    return removeKeys(tx, ctx, inArray(keys.teamId, deleted))
  })
  await Promise.all(gone.map(({ token }) => ctx.keyChanged(token)))
  return { deleted_teams: deleted, deleted_keys: gone.map(({ token }) => token) }
}

/** The ids of the teams a user belongs to. */
export async function teamsOf(ctx: AdminContext, userId: string): Promise<string[]> {
  const rows = await ctx.db.orm
    .select({ id: memberships.groupId })
    .from(memberships)
    .where(and(eq(memberships.kind, "team"), eq(memberships.userId, userId)))
  return rows.map((row) => row.id)
}

/** One page of teams. */
export async function listTeams(ctx: AdminContext, input: z.output<z.ZodObject<typeof pageFields>>) {
  const ofUser = input.user_id === undefined ? undefined : await teamsOf(ctx, input.user_id)
  const asked = input.team_id === undefined ? ofUser : [input.team_id].filter((id) => ofUser?.includes(id) ?? true)
  const ids = onlyWithin(asked, teamsWithin(ctx))
  const { rows, total } = await listAccounts(ctx, "team", {
    page: input.page,
    size: input.page_size,
    search: input.search ?? input.team_alias,
    ids,
    organizationId: input.organization_id,
    sortBy: input.sort_by,
    sortOrder: input.sort_order,
  })
  return {
    teams: await allShown(ctx, rows),
    total,
    page: input.page,
    page_size: input.page_size,
    total_pages: Math.ceil(total / input.page_size),
  }
}

type Who = { readonly user_id?: string | null | undefined; readonly user_email?: string | null | undefined }

/** The id of the user meant by an id or an email; throws `not_found`. */
export async function userIdOf(ctx: AdminContext, who: Who): Promise<string> {
  if (who.user_id) return who.user_id
  const user = who.user_email ? await findUserByEmail(ctx, who.user_email) : null
  if (user === null) throw noSuchAccount("user", [who.user_email ?? ""])
  return user.id
}

/** Changes a member's role and limits in a team; throws `not_found`. */
export async function updateMember(
  ctx: AdminContext,
  {
    team_id,
    user_id,
    user_email,
    role,
    ...limits
  }: { team_id: string; role?: "admin" | "user" | null | undefined } & Who & {
      readonly [K in keyof typeof memberLimits]?: z.output<(typeof memberLimits)[K]>
    },
) {
  const team = await teamOf(ctx, team_id)
  requireModels(ctx, limits.allowed_models, "allowed_models")
  const userId = await userIdOf(ctx, { user_id, user_email })
  const where = and(eq(memberships.kind, "team"), eq(memberships.groupId, team_id), eq(memberships.userId, userId))
  const [is] = await ctx.db.orm.select().from(memberships).where(where)
  if (!is) throw noSuchAccount("member", [userId])
  if (role) await ctx.db.orm.update(memberships).set({ role }).where(where)
  const member = await setMemberLimits(ctx, team, userId, limits)
  return { team_id, user_id: userId, role: role ?? is.role, ...viewMember(ctx, member) }
}
