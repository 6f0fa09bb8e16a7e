import type { AdminContext } from "#lib/admin/context"
import { SSO_ACTOR } from "#lib/admin/sso/find-user"
import { logInBySso } from "#lib/admin/sso/log-in"
import type { Caller } from "#lib/identity/caller"
import { Issuers } from "#lib/sso/issuers"
import type { ReadSso } from "#lib/sso/settings"
import type { GatewayLogin } from "./current"

/** Who changes users when they log in with an account kept elsewhere. */
const ISSUER: Caller = { kind: "master", role: "proxy_admin", keyId: SSO_ACTOR, key: null }

/** Single sign-on of a running gateway. */
export function ssoDoor(sso: () => ReadSso, admin: (caller: Caller) => AdminContext): GatewayLogin["sso"] {
  const issuers = new Issuers()
  return {
    configured: sso,
    issuers,
    logIn: (login) => logInBySso(admin(ISSUER), login),
  }
}
