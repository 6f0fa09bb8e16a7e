import { and, eq, inArray, or } from "drizzle-orm"
import type { z } from "zod"
import { memberships } from "#drizzle/schema/accounts"
import { keys } from "#drizzle/schema/keys"
import { maskedKey } from "#lib/core/ids"
import { asksModelsOnly } from "#lib/identity/route-groups"
import { PART_FIELDS } from "../accounts/part-fields"
import { type AccountRow, findAccount } from "../accounts/store"
import type { AdminContext } from "../context"
import { beyondReach, type Reach, reachesKey, reachOf, refuseFields } from "../reach"
import { type GenerateInput, type KeyFields, routesOf } from "./fields"
import { keyIdOf, tokensOf } from "./find"
import type { KeyRow } from "./view"
import { type Bounds, refuseBeyond, takeOver } from "./within-own"

/** They give rights, or lift what the admin has set. */
const ADMIN_FIELDS = [
  "permissions",
  "disable_global_guardrails",
  "allowed_passthrough_routes",
  "object_permission",
  "router_settings",
  "end_user_budget_id",
  "access_group_ids",
  "config",
] as const
/** They make money; who administrates the key's organization may. */
const MONEY_FIELDS = ["spend", "budget_id", "temp_budget_increase", "temp_budget_expiry"] as const
/** What somebody may change of their own key without administrating its team: its name, and its limits downwards. */
const OWNERS_FIELDS: readonly string[] = [
  "key_alias",
  "models",
  "aliases",
  "allowed_routes",
  "metadata",
  "max_budget",
  "soft_budget",
  "tpm_limit",
  "rpm_limit",
  "max_parallel_requests",
  "max_token_budget",
  "duration",
  "blocked",
]

type NewKey = z.output<typeof GenerateInput>

/**
 * What a caller may make of a wish for a new key: whose it is, and no more than the caller has. The admin's wishes stay as they are.
 * Throws 403 naming the field.
 */
export async function grantNewKey(ctx: AdminContext, given: NewKey, ofNobody = false): Promise<NewKey> {
  const reach = reachOf(ctx.caller)
  if (reach === null) return given
  const wish = said(given)
  refuseFields(wish, ADMIN_FIELDS, "the admin of this gateway")
  if (!isOfOrganization(reach, wish)) refuseFields(wish, MONEY_FIELDS, "an admin")
  const owned = ofNobody ? wish : { ...wish, user_id: wish.user_id ?? reach.userId }
  await requireOwnership(ctx, reach, owned)
  const nowMs = ctx.clock.now()
  const { key } = ctx.caller
  const bounds = key === null ? null : { ...key, who: "Your key" }
  const fields = { ...owned, allowed_routes: routesWished(owned) }
  if (bounds !== null) refuseBeyond(fields, bounds, nowMs)
  refuseBeyond(fields, await boundsOfOwner(ctx, owned), nowMs)
  const taken = bounds === null ? owned : { ...owned, ...takeOver(fields, bounds, nowMs) }
  return owned.user_id === reach.userId || ofNobody ? taken : forSomebodyElse(taken)
}

/** Of a new key, null and an empty list say nothing. */
function said(wish: NewKey): NewKey {
  const nothing = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => !nothing(value))) as NewKey
}

/** The routes a new key is to have; undefined when nothing is said about them. */
function routesWished(wish: NewKey): string[] | undefined {
  const routes = routesOf(wish)
  return routes.length > 0 ? routes : undefined
}

/** A key carries its user's rights, so one that is made for somebody else asks models and nothing more. */
function forSomebodyElse(wish: NewKey): NewKey {
  const routes = routesOf(wish)
  if (routes.length > 0 && !asksModelsOnly(routes))
    throw beyondReach("A key for somebody else can only ask models: use llm_api_routes.", "allowed_routes")
  return routes.length > 0 ? wish : { ...wish, allowed_routes: ["llm_api_routes"] }
}

interface Owners {
  readonly user_id?: string | null | undefined
  readonly team_id?: string | null | undefined
  readonly organization_id?: string | null | undefined
}

/** May the caller make keys of these owners? Throws 403 naming the one who is beyond its reach. */
async function requireOwnership(ctx: AdminContext, reach: Reach, { user_id, team_id, organization_id }: Owners) {
  if (organization_id && !reach.adminOrganizations.includes(organization_id))
    throw beyondReach("You do not administrate this organization.", "organization_id")
  const administrates = team_id !== null && team_id !== undefined && reach.adminTeams.includes(team_id)
  if (team_id && !administrates) {
    const team = reach.teams.includes(team_id) ? await findAccount(ctx, "team", team_id) : null
    if (team === null || !lettingMembersMakeKeys(team))
      throw beyondReach("Only an admin of this team makes keys for it.", "team_id")
  }
  if (!user_id || user_id === reach.userId) {
    if (user_id || administrates) return
    throw beyondReach("A key of nobody belongs to a team you administrate.", "team_id")
  }
  if (administrates && (await isMember(ctx, team_id ?? "", user_id))) return
  throw beyondReach("You can make keys for yourself, and for members of a team you administrate.", "user_id")
}

/** LiteLLM's `team_member_permissions`. */
function lettingMembersMakeKeys({ profile }: AccountRow): boolean {
  const { team_member_permissions: permissions } = profile
  return Array.isArray(permissions) && permissions.includes("/key/generate")
}

async function isMember(ctx: AdminContext, teamId: string, userId: string): Promise<boolean> {
  const [found] = await ctx.db.orm
    .select({ id: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.kind, "team"), eq(memberships.groupId, teamId), eq(memberships.userId, userId)))
  return found !== undefined
}

/** What the team, or without one the user, may spend: it holds for their keys anyway; a key that promises more is refused. */
async function boundsOfOwner(
  ctx: AdminContext,
  { team_id, user_id, budget_duration: every }: Owners & Pick<NewKey, "budget_duration">,
): Promise<Bounds> {
  const [kind, id] = team_id ? (["team", team_id] as const) : (["user", user_id ?? ""] as const)
  const account = await findAccount(ctx, kind, id)
  return {
    who: kind === "team" ? "The team" : "The user",
    models: account?.models ?? [],
    maxBudgetNano: account?.maxBudgetNano ?? null,
    // A window of the key's own promises nothing more: the account's holds beside it.
    budgetDuration: every ?? account?.budgetDuration ?? null,
    tpmLimit: account?.tpmLimit ?? null,
    rpmLimit: account?.rpmLimit ?? null,
    maxParallelRequests: account?.maxParallelRequests ?? null,
    maxTokens: account?.maxTokenBudget ?? null,
    allowedRoutes: [],
    expires: null,
  }
}

const isOfOrganization = (reach: Reach, { team_id, organization_id }: Owners) =>
  reach.organizationTeams.includes(team_id ?? "") || reach.adminOrganizations.includes(organization_id ?? "")

/** Does the caller administrate this key, or is it merely its own? Throws 403 for any other key, whether there is one or not. */
export function rightTo(ctx: AdminContext, row: KeyRow | undefined): "admin" | "owner" {
  const reach = reachOf(ctx.caller)
  if (reach === null) return "admin"
  if (row !== undefined) {
    const own = { team_id: row.teamId, organization_id: row.organizationId }
    if (isOfOrganization(reach, own) || reach.adminTeams.includes(row.teamId ?? "")) return "admin"
    if (ctx.caller.role === "internal_user" && row.userId !== null && row.userId === reach.userId) return "owner"
  }
  throw notYours()
}

/** The one refusal for keys out of reach: it does not tell whether they exist. */
export function notYours() {
  return beyondReach(
    "This key is not yours, nor of a team or an organization you administrate, or it does not exist.",
    "key",
  )
}

async function rowOf(ctx: AdminContext, ref: string): Promise<KeyRow | undefined> {
  const [row] = await ctx.db.orm
    .select()
    .from(keys)
    .where(eq(keys.token, await keyIdOf(ctx, ref)))
  return row
}

/** Throws 403 unless the caller may change this key, and to this. `secret`: the caller is given a new one. */
export async function grantChange(ctx: AdminContext, ref: string, fields: KeyFields, secret = false): Promise<void> {
  const reach = reachOf(ctx.caller)
  if (reach === null) return
  const row = await rowOf(ctx, ref)
  const right = rightTo(ctx, row)
  if (row === undefined) return
  const nowMs = ctx.clock.now()
  if (ctx.caller.key !== null) refuseBeyond(fields, { ...ctx.caller.key, who: "Your key" }, nowMs)
  if (right === "owner") return ownersChange(row, fields, nowMs)
  refuseFields(fields, ADMIN_FIELDS, "the admin of this gateway")
  const next = {
    user_id: fields.user_id === undefined ? row.userId : fields.user_id,
    team_id: fields.team_id === undefined ? row.teamId : fields.team_id,
    organization_id: fields.organization_id === undefined ? row.organizationId : fields.organization_id,
  }
  if (!isOfOrganization(reach, { team_id: row.teamId, organization_id: row.organizationId }))
    refuseFields(fields, MONEY_FIELDS, "an admin")
  if (fields.user_id !== undefined || fields.team_id !== undefined || fields.organization_id !== undefined)
    await requireOwnership(ctx, reach, next)
  if (next.user_id === null || next.user_id === reach.userId) return
  const given = fields.allowed_routes
  const widened = given !== undefined && !asksModelsOnly(given ?? [])
  if (widened) throw beyondReach("A key of somebody else can only ask models: use llm_api_routes.", "allowed_routes")
  if ((secret || fields.user_id !== undefined) && !asksModelsOnly(given ?? row.allowedRoutes)) {
    const say = "This key carries somebody else's rights, so only they or the admin may have its secret."
    throw beyondReach(say, secret ? "key" : "user_id")
  }
}

function ownersChange(row: KeyRow, fields: KeyFields, nowMs: number): void {
  const names = Object.keys(fields) as (keyof KeyFields)[]
  refuseFields(
    fields,
    names.filter((name) => !OWNERS_FIELDS.includes(name)),
    "an admin of the key's team",
  )
  const cleared = names.find((name) => !OWNERS_FIELDS.includes(name) && fields[name] === null)
  if (cleared !== undefined) throw beyondReach(`${cleared} can be cleared by an admin only. Leave it out.`, cleared)
  if (fields.blocked !== undefined && fields.blocked !== true && row.blocked)
    throw beyondReach("Only an admin unblocks a key.", "blocked")
  const { metadata } = fields
  const lifted =
    metadata === undefined ? undefined : PART_FIELDS.find((name) => !same(metadata?.[name], row.metadata[name]))
  if (lifted !== undefined)
    throw beyondReach(`Only an admin changes metadata.${lifted}: leave it as it is.`, "metadata")
  const expires = row.expires?.getTime() ?? null
  refuseBeyond(fields, { ...row, expires, who: "This key" }, nowMs)
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Throws 403 unless the caller may do away with all of these keys. */
export async function grantRemoval(
  ctx: AdminContext,
  names: { keys: readonly string[]; aliases: readonly string[] },
): Promise<void> {
  if (reachOf(ctx.caller) === null) return
  const tokens = await tokensOf(ctx, names.keys)
  const rows = await ctx.db.orm
    .select()
    .from(keys)
    .where(or(inArray(keys.token, [...tokens]), inArray(keys.keyAlias, [...names.aliases])))
  for (const token of tokens)
    rightTo(
      ctx,
      rows.find((row) => row.token === token),
    )
  for (const alias of names.aliases)
    rightTo(
      ctx,
      rows.find((row) => row.keyAlias === alias),
    )
}

/** Throws 403 unless the caller may block this key, or take its block back. */
export async function grantBlock(ctx: AdminContext, ref: string, blocked: boolean): Promise<void> {
  if (reachOf(ctx.caller) === null) return
  if (rightTo(ctx, await rowOf(ctx, ref)) === "owner" && !blocked)
    throw beyondReach("Only an admin unblocks a key.", "key")
}

/** Throws 403 unless the caller administrates this key's organization. */
export async function grantSpendReset(ctx: AdminContext, ref: string): Promise<void> {
  const reach = reachOf(ctx.caller)
  if (reach === null) return
  const row = await rowOf(ctx, ref)
  if (row !== undefined && isOfOrganization(reach, { team_id: row.teamId, organization_id: row.organizationId })) return
  throw notYours()
}

/** The key of this name for looking at; 403 for one out of reach, whether there is one or not. */
export async function grantLook(ctx: AdminContext, ref: string): Promise<void> {
  if (reachOf(ctx.caller) === null) return
  const row = await rowOf(ctx, ref)
  if (row !== undefined && reachesKey(ctx.caller, row)) return
  if (ctx.caller.person !== undefined) throw notYours()
  const say = `This key may look at itself only, not at ${ref.startsWith("sk-") ? maskedKey(ref) : "another"}. Leave key out.`
  throw beyondReach(say, "key")
}
