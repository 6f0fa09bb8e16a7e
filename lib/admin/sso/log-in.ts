import { GatewayError } from "#lib/core/errors"
import type { Role } from "#lib/identity/caller"
import type { SsoIdentity } from "#lib/sso/identity"
import type { SsoSettings } from "#lib/sso/settings"
import { SsoError } from "#lib/sso/sso-error"
import { type AccountRow, changeAccount } from "../accounts/store"
import { recorded } from "../audit/record"
import type { AdminContext } from "../context"
import { NewUser } from "../users/fields"
import { findUserByEmail, newUserId } from "../users/find"
import { createUser, userOf } from "../users/handlers"
import { findSsoUser, madeByAdmin } from "./find-user"
import { keepTeams } from "./keep-teams"

/** A login that came back from an issuer. */
export interface SsoLogin {
  readonly who: SsoIdentity
  readonly settings: SsoSettings
  readonly ip: string | null
}

/** What LiteLLM makes of who nobody said anything about. */
const LEAST: Role = "internal_user_viewer"

/**
 * The id of the user who logs in: found or made, with role and teams as the issuer says now. `ctx` acts for the gateway itself.
 * Throws SsoError when they may not log in.
 */
export async function logInBySso(ctx: AdminContext, login: SsoLogin): Promise<string> {
  const { who, settings } = login
  if (!who.inGroup) throw new SsoError("sso_group", `not in the group ${settings.only?.group ?? ""}`)
  requireDomain(who, settings)
  const found = await findSsoUser(ctx, who)
  if (found?.blocked === true) throw new SsoError("sso_blocked", `the user ${found.id} is blocked`)
  const user = found === null ? await make(ctx, login) : await renew(ctx, login, found)
  if (who.teams !== null) await keepTeams(ctx, { user, wanted: who.teams, ip: login.ip })
  return user.id
}

/** An address counts here only when it is theirs. */
function requireDomain({ email, emailVerified }: SsoIdentity, { domains }: SsoSettings): void {
  if (domains.length === 0) return
  if (email === null || !emailVerified)
    throw new SsoError("sso_unverified", "ALLOWED_EMAIL_DOMAINS needs a verified address")
  if (!domains.includes(email.slice(email.lastIndexOf("@") + 1)))
    throw new SsoError("sso_domain", "the address is of none of ALLOWED_EMAIL_DOMAINS")
}

async function make(ctx: AdminContext, { who, settings, ip }: SsoLogin): Promise<AccountRow> {
  const { user_role: usual } = ctx.defaults().user
  // Everybody who can log in somewhere would be an admin: that has to be said of somebody, not of all.
  const role = isAdmin(who, settings) ? "proxy_admin" : (who.role ?? (usual === "proxy_admin" ? LEAST : usual) ?? LEAST)
  const wish = (id: string) =>
    NewUser.parse({
      user_id: id,
      user_email: who.emailVerified ? who.email : null,
      user_alias: who.name,
      user_role: role,
      sso_user_id: who.id,
      auto_create_key: false,
    })
  const change = { endpoint: CALLBACK, action: "created", resource: "user", params: {}, ip, changedBy: null }
  const { user } = await recorded(ctx, { ...change, raw: {} }, async () => {
    const made = await created(ctx, wish, who)
    if (typeof made !== "string") return { user_id: made.id, user: made }
    const bound = { profile: { sso_provider: who.provider } }
    return { user_id: made, user: await changeAccount(ctx, { kind: "user", id: made }, bound) }
  })
  return user
}

const CALLBACK = { method: "GET", path: "/sso/callback" } as const

/** As LiteLLM has it, the issuer's id is ours too, unless it is somebody else's. A login of the same person at the same moment: theirs. */
async function created(
  ctx: AdminContext,
  wish: (id: string) => ReturnType<typeof NewUser.parse>,
  who: SsoIdentity,
): Promise<string | AccountRow> {
  try {
    return (await createUser(ctx, wish(who.id))).user_id
  } catch (e) {
    if (!GatewayError.is(e) || e.kind !== "taken") throw e
    const other = await findSsoUser(ctx, who)
    return other ?? (await createUser(ctx, wish(newUserId()))).user_id
  }
}

const isAdmin = (who: SsoIdentity, { adminId }: SsoSettings, userId?: string) =>
  adminId !== null && (who.id === adminId || userId === adminId)

async function renew(ctx: AdminContext, { who, settings, ip }: SsoLogin, user: AccountRow): Promise<AccountRow> {
  const profile: Record<string, string> = {}
  const set = (name: string, value: string) => {
    if (user.profile[name] !== value) profile[name] = value
  }
  const bound = user.profile.sso_provider
  if (bound === undefined || bound === who.provider) {
    set("sso_user_id", who.id)
    set("sso_provider", who.provider)
  }
  const role = isAdmin(who, settings, user.id) ? "proxy_admin" : who.role
  if (role !== null) set("user_role", await withinTrust(ctx, user, role))
  if (!user.profile.user_email && who.email !== null && who.emailVerified)
    if ((await findUserByEmail(ctx, who.email)) === null) set("user_email", who.email)
  const alias = user.alias === null && who.name !== null ? { alias: who.name } : {}
  if (Object.keys({ ...profile, ...alias }).length === 0) return user
  const change = { endpoint: CALLBACK, action: "updated", resource: "user", params: {}, ip, changedBy: null }
  await recorded(ctx, { ...change, raw: { user_id: user.id } }, () =>
    changeAccount(ctx, { kind: "user", id: user.id }, { ...alias, profile }),
  )
  return userOf(ctx, user.id)
}

async function withinTrust(ctx: AdminContext, user: AccountRow, role: Role): Promise<Role> {
  if (!role.startsWith("proxy_admin") || user.profile.user_role === role || (await madeByAdmin(ctx, user))) return role
  ctx.log.warn("a login did not make a user an admin: somebody who is none made this user. Set the role by hand", {
    user: user.id,
    madeBy: user.createdBy,
  })
  return "internal_user"
}
