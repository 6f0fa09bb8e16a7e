import { and, count, eq, inArray, sql } from "drizzle-orm"
import { z } from "zod"
import { accounts, memberships } from "#drizzle/schema/accounts"
import { keys } from "#drizzle/schema/keys"
import { invitations, logins, sessions } from "#drizzle/schema/logins"
import { savedViews } from "#drizzle/schema/saved-views"
import { GatewayError } from "#lib/core/errors"
import { limitColumns } from "../accounts/limit-fields"
import { removeAccounts } from "../accounts/remove"
import {
  ACCOUNT_SORTS,
  type AccountRow,
  createAccount,
  deleteAccounts,
  findAccount,
  listAccounts,
  noSuchAccount,
} from "../accounts/store"
import type { AdminContext } from "../context"
import { withDefaults } from "../defaults"
import { label } from "../fields"
import { GenerateInput } from "../keys/fields"
import { generateKey } from "../keys/generate"
import { removeKeys } from "../keys/remove"
import { viewKey } from "../keys/view"
import { addMembers as joinOrganization } from "../organizations/members"
import { requireOrganization } from "../organizations/require"
import { isLimited } from "../permissions"
import { keysWithin, onlyWithin } from "../reach"
import { keeperOfUser } from "../saved-views/store"
import { shown as shownTeam, teamOf } from "../teams/handlers"
import { addMembers } from "../teams/members"
import { teamsWithin } from "../teams/rights"
import type { NewUser, UserFields } from "./fields"
import { profileOf } from "./fields"
import { findUserByEmail, newUserId } from "./find"
import { usersWithin } from "./rights"
import { viewUser } from "./view"

/** Request fields → columns; what has no column goes to the profile. */
export function columnsOf(fields: UserFields) {
  return { ...limitColumns(fields), alias: fields.user_alias, profile: profileOf(fields) }
}

/** The user of this id or, without one, of this email; null when there is none. */
export async function meantUser(
  ctx: AdminContext,
  id: string | null | undefined,
  email?: string | null,
): Promise<AccountRow | null> {
  return id ? findAccount(ctx, "user", id) : email ? findUserByEmail(ctx, email) : null
}

/** The user of this id or email; throws `not_found`. */
export async function userOf(
  ctx: AdminContext,
  id: string | null | undefined,
  email?: string | null,
): Promise<AccountRow> {
  const user = await meantUser(ctx, id, email)
  if (user === null) throw noSuchAccount("user", [id ?? email ?? ""])
  return user
}

/** Makes a user, puts them into their teams and, unless told not to, makes them a key. */
export async function createUser(ctx: AdminContext, input: z.output<typeof NewUser>) {
  const {
    user_id,
    teams,
    team_id: _,
    organizations,
    auto_create_key,
    key_alias,
    duration,
    ...fields
  } = withUserDefaults(ctx, input)
  await refuseTakenEmail(ctx, fields.user_email, null)
  const joined = (teams ?? []).map((team) => (typeof team === "string" ? { team_id: team } : team))
  // A team that does not exist is found before anything is written.
  const rows = await Promise.all(joined.map(({ team_id }) => teamOf(ctx, team_id)))
  for (const id of organizations ?? []) await requireOrganization(ctx, id, "organizations")
  const user = await createAccount(ctx, { kind: "user", id: user_id ?? newUserId() }, columnsOf(fields))
  for (const [i, team] of rows.entries()) {
    const wish = joined[i] as { max_budget_in_team?: number | null; user_role?: "admin" | "user" | null } | undefined
    const limits = wish?.max_budget_in_team === undefined ? {} : { max_budget_in_team: wish.max_budget_in_team }
    await addMembers(ctx, team, [{ user_id: user.id, user_email: null, role: wish?.user_role ?? "user" }], limits)
  }
  for (const id of organizations ?? [])
    await joinOrganization(ctx, id, [{ user_id: user.id, user_email: null, role: "internal_user" }])
  const shown = await viewOne(ctx, user)
  if (!auto_create_key) return { ...shown, key: null, token: null, expires: null }
  const wanted = {
    user_id: user.id,
    key_alias: key_alias ?? null,
    duration: duration ?? null,
    // Its secret is shown to whoever made the user: only the admin may have somebody's rights with it.
    ...(isLimited(ctx.caller) ? { allowed_routes: ["llm_api_routes"] } : {}),
  }
  const key = await generateKey(ctx, GenerateInput.parse(wanted))
  return { ...shown, key: key.key, token: key.token, expires: key.expires }
}

/** Who administrates nothing gets the budget of internal users, when no other is said. */
function withUserDefaults(ctx: AdminContext, wish: z.output<typeof NewUser>): z.output<typeof NewUser> {
  const { user, internalUser } = ctx.defaults()
  const input = withDefaults(wish, user)
  const administrates = input.user_role?.startsWith("proxy_admin") === true
  return administrates || typeof input.max_budget === "number" ? input : withDefaults(input, internalUser)
}

/** Two users with one email could not be told apart at login. Throws `taken`. */
export async function refuseTakenEmail(
  ctx: AdminContext,
  email: string | null | undefined,
  own: string | null,
): Promise<void> {
  if (!email) return
  const known = await findUserByEmail(ctx, email)
  if (known === null || known.id === own) return
  throw new GatewayError(
    "taken",
    `The email ${email} belongs to the user "${known.id}". Choose another, or update that user.`,
    {
      param: "user_email",
    },
  )
}

/** A user with the teams they belong to. */
export async function viewOne(ctx: AdminContext, user: AccountRow) {
  return viewUser(ctx, user, (await teamsByUser(ctx, [user.id])).get(user.id) ?? [])
}

/** A user, their keys and their teams. */
export async function userInfo(ctx: AdminContext, user: AccountRow) {
  const all = (await teamsByUser(ctx, [user.id])).get(user.id) ?? []
  const teams = onlyWithin(all, teamsWithin(ctx)) ?? all
  const rows = await ctx.db.orm
    .select()
    .from(keys)
    .where(and(eq(keys.userId, user.id), keysWithin(ctx.caller)))
    .orderBy(keys.createdAt)
    .limit(1000)
  const found = await Promise.all(teams.map((id) => findAccount(ctx, "team", id)))
  return {
    user_id: user.id,
    user_info: viewUser(ctx, user, teams),
    keys: rows.map((row) => viewKey(ctx, row)),
    teams: await Promise.all(found.filter((team) => team !== null).map((team) => shownTeam(ctx, team))),
  }
}

/** Deletes users with their memberships and keys, all or none. */
export async function deleteUsers(ctx: AdminContext, ids: readonly string[]): Promise<number> {
  const deleted = await deleteAccounts(ctx, "user", ids)
  const gone = await ctx.db.orm.transaction(async (tx) => {
    await tx.delete(logins).where(inArray(logins.userId, deleted))
    await tx.delete(sessions).where(inArray(sessions.userId, deleted))
    await tx.delete(invitations).where(inArray(invitations.userId, deleted))
    await tx.delete(savedViews).where(inArray(savedViews.keeper, deleted.map(keeperOfUser)))
    const left = await tx.delete(memberships).where(inArray(memberships.userId, deleted)).returning()
    const members = left.filter((row) => row.kind === "team").map((row) => `${row.groupId}/${row.userId}`)
    if (members.length > 0)
      await removeAccounts(tx, ctx, and(eq(accounts.kind, "member"), inArray(accounts.id, members)))
    return removeKeys(tx, ctx, inArray(keys.userId, deleted))
  })
  await Promise.all(gone.map(({ token }) => ctx.keyChanged(token)))
  return deleted.length
}

export const ListUsers = z.strictObject({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  page_size: z.coerce.number().int().min(1).max(100).default(25),
  user_ids: z.string().max(10_000).optional().describe("Ids, separated by commas"),
  user_email: label.optional().describe("A part of the email"),
  search: label.optional().describe("A part of the id, the alias or the email"),
  role: label.optional(),
  team: label.optional().describe("Users of this team"),
  sort_by: z.enum(ACCOUNT_SORTS).default("created_at"),
  sort_order: z.enum(["asc", "desc"]).default("desc"),
})

/** One page of users, with their teams and how many keys they have. */
export async function listUsers(ctx: AdminContext, input: z.output<typeof ListUsers>) {
  const { rows, total } = await listAccounts(ctx, "user", {
    page: input.page,
    size: input.page_size,
    ids: input.user_ids?.split(",").map((id) => id.trim()),
    search: input.search ?? input.user_email,
    searchEmail: true,
    sortBy: input.sort_by,
    sortOrder: input.sort_order,
    also: and(
      usersWithin(ctx),
      input.role === undefined
        ? undefined
        : sql`coalesce(${accounts.profile} ->> 'user_role', 'internal_user') = ${input.role}`,
      input.team === undefined
        ? undefined
        : inArray(
            accounts.id,
            ctx.db.orm
              .select({ id: memberships.userId })
              .from(memberships)
              .where(and(eq(memberships.kind, "team"), eq(memberships.groupId, input.team))),
          ),
    ),
  })
  const ids = rows.map((row) => row.id)
  const [teams, keyCounts] = await Promise.all([teamsByUser(ctx, ids), keysByUser(ctx, ids)])
  return {
    users: rows.map((row) => ({
      ...viewUser(ctx, row, teams.get(row.id) ?? []),
      key_count: keyCounts.get(row.id) ?? 0,
    })),
    total,
    page: input.page,
    page_size: input.page_size,
    total_pages: Math.ceil(total / input.page_size),
  }
}

async function teamsByUser(ctx: AdminContext, ids: readonly string[]): Promise<Map<string, string[]>> {
  const out = new Map<string, string[]>()
  if (ids.length === 0) return out
  const rows = await ctx.db.orm
    .select({ userId: memberships.userId, teamId: memberships.groupId })
    .from(memberships)
    .where(and(eq(memberships.kind, "team"), inArray(memberships.userId, [...ids])))
    .orderBy(memberships.groupId)
  for (const { userId, teamId } of rows) out.set(userId, [...(out.get(userId) ?? []), teamId])
  return out
}

async function keysByUser(ctx: AdminContext, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db.orm
    .select({ userId: keys.userId, keys: count() })
    .from(keys)
    .where(inArray(keys.userId, [...ids]))
    .groupBy(keys.userId)
  return new Map(rows.map((row) => [row.userId ?? "", row.keys]))
}
