import { and, eq, sql } from "drizzle-orm"
import { accounts } from "#drizzle/schema/accounts"
import type { SsoIdentity } from "#lib/sso/identity"
import { SsoError } from "#lib/sso/sso-error"
import { type AccountRow, findAccount } from "../accounts/store"
import type { AdminContext } from "../context"
import { findUserByEmail } from "../users/find"

/**
 * The user this is: who came with this id before (`sso_user_id`), else who has this address, when somebody vouches for it. Null:
 * nobody yet. Throws SsoError when the address is somebody's whom this login does not prove to be.
 */
export async function findSsoUser(ctx: AdminContext, who: SsoIdentity): Promise<AccountRow | null> {
  const known = await bySsoId(ctx, who)
  if (known !== null || who.email === null) return known
  const same = await findUserByEmail(ctx, who.email)
  if (same === null) return null
  if (!who.emailVerified)
    throw new SsoError("sso_unverified", `the issuer does not vouch for the address of the user ${same.id}`)
  const { sso_user_id: id, sso_provider: provider } = same.profile
  if (typeof id === "string" && id !== who.id && (provider === undefined || provider === who.provider))
    throw new SsoError("sso_email", `the user ${same.id} has this address and another sso_user_id`)
  return same
}

/** An id that was given by hand, or comes from LiteLLM, has no provider yet: the first that comes with it is its. */
async function bySsoId(ctx: AdminContext, { id, provider }: SsoIdentity): Promise<AccountRow | null> {
  const [row] = await ctx.db.orm
    .select()
    .from(accounts)
    .where(
      and(
        eq(accounts.kind, "user"),
        sql`${accounts.profile} ->> 'sso_user_id' = ${id}`,
        sql`coalesce(${accounts.profile} ->> 'sso_provider', ${provider}) = ${provider}`,
      ),
    )
    .orderBy(sql`${accounts.profile} ->> 'sso_provider' nulls last`, accounts.createdAt)
    .limit(1)
  return row ?? null
}

/**
 * Was this user made by the admin, by an issuer, or before anybody kept book? Somebody with less may have set a password or made
 * keys for them: such a user is not made an admin by a login.
 */
export async function madeByAdmin(ctx: AdminContext, { createdBy }: AccountRow): Promise<boolean> {
  if (createdBy === null || createdBy === "master" || createdBy === SSO_ACTOR) return true
  const maker = await findAccount(ctx, "user", createdBy)
  return maker?.profile.user_role === "proxy_admin"
}

/** Who changes users at a login. */
export const SSO_ACTOR = "sso"
