import { randomUUID } from "node:crypto"
import { and, eq, inArray } from "drizzle-orm"
import type { z } from "zod"
import { accounts, memberships } from "#drizzle/schema/accounts"
import { keys } from "#drizzle/schema/keys"
import { limitColumns } from "../accounts/limit-fields"
import { sharedLimits } from "../accounts/shared-budget"
import {
  type AccountRow,
  changeAccount,
  createAccount,
  deleteAccounts,
  findAccount,
  noSuchAccount,
} from "../accounts/store"
import type { AdminContext } from "../context"
import { removeKeys } from "../keys/remove"
import { deleteTeams } from "../teams/handlers"
import { type NewOrganization, type OrganizationFields, profileOf, type UpdateOrganization } from "./fields"
import { belongingsOf, membershipOf, viewMember } from "./members"
import { seesMembers } from "./rights"
import { type OrganizationView, viewOrganization } from "./view"

type View = z.output<typeof OrganizationView>

/** The organization of this id; throws `not_found`. */
export async function organizationOf(ctx: AdminContext, id: string): Promise<AccountRow> {
  const organization = await findAccount(ctx, "organization", id)
  if (organization === null) throw noSuchAccount("organization", [id])
  return organization
}

/** Organizations with who and what belongs to them. */
export async function shown(ctx: AdminContext, rows: readonly AccountRow[]): Promise<View[]> {
  const belongings = await belongingsOf(
    ctx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => {
    const all = belongings.get(row.id) ?? { members: [], teams: [] }
    return viewOrganization(ctx, row, seesMembers(ctx, row.id) ? all : { members: [], teams: [] })
  })
}

export async function showOne(ctx: AdminContext, row: AccountRow): Promise<View> {
  const belongings = (await belongingsOf(ctx, [row.id])).get(row.id)
  return viewOrganization(ctx, row, belongings ?? { members: [], teams: [] })
}

async function columnsOf(ctx: AdminContext, fields: OrganizationFields) {
  const shared = await sharedLimits(ctx, fields.budget_id, fields)
  const profile = { ...profileOf(fields), ...shared.parts }
  return { ...limitColumns(fields), ...shared.columns, alias: fields.organization_alias, profile }
}

export async function createOrganization(ctx: AdminContext, input: z.output<typeof NewOrganization>): Promise<View> {
  const { organization_id: id, ...fields } = input
  const name = { kind: "organization", id: id ?? randomUUID() } as const
  return showOne(ctx, await createAccount(ctx, name, await columnsOf(ctx, fields)))
}

export async function updateOrganization(ctx: AdminContext, input: z.output<typeof UpdateOrganization>): Promise<View> {
  const { organization_id: id, spend, ...fields } = input
  const change = { ...(await columnsOf(ctx, fields)), spendUsd: spend ?? undefined }
  return showOne(ctx, await changeAccount(ctx, { kind: "organization", id }, change))
}

/** Deletes organizations with their teams, keys and memberships: all of them or, when one does not exist, none. */
export async function deleteOrganizations(ctx: AdminContext, ids: readonly string[]): Promise<View[]> {
  const rows = await Promise.all([...new Set(ids)].map((id) => organizationOf(ctx, id)))
  const views = await shown(ctx, rows)
  const names = rows.map((row) => row.id)
  const teams = await ctx.db.orm
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.kind, "team"), inArray(accounts.organizationId, names)))
  if (teams.length > 0) await deleteTeams(ctx, { team_ids: teams.map((team) => team.id) })
  const gone = await ctx.db.orm.transaction(async (tx) => {
    await tx.delete(memberships).where(and(eq(memberships.kind, "organization"), inArray(memberships.groupId, names)))
    return removeKeys(tx, ctx, inArray(keys.organizationId, names))
  })
  await Promise.all(gone.map(({ token }) => ctx.keyChanged(token)))
  await deleteAccounts(ctx, "organization", names)
  return views
}

interface MemberChange {
  readonly organization_id: string
  readonly user_id?: string | null | undefined
  readonly user_email?: string | null | undefined
  readonly role?: string | null | undefined
}

/** Changes the role of someone in an organization; throws `not_found`. */
export async function updateMember(ctx: AdminContext, { organization_id: id, role, ...who }: MemberChange) {
  const { row, where, email } = await membershipOf(ctx, id, who)
  if (role) await ctx.db.orm.update(memberships).set({ role }).where(where)
  return viewMember({ ...row, role: role ?? row.role }, email)
}

/** Takes someone out of an organization; throws `not_found`. */
export async function removeMember(ctx: AdminContext, { organization_id: id, ...who }: MemberChange) {
  const { row, where, email } = await membershipOf(ctx, id, who)
  await ctx.db.orm.delete(memberships).where(where)
  return viewMember(row, email)
}
