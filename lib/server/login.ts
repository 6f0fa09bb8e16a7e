import { GatewayError } from "#lib/core/errors"
import type { Caller, Role } from "#lib/identity/caller"
import { clientIp } from "#lib/identity/client-ip"
import type { LoginDeps } from "#lib/identity/session"
import { closeSession, openSession, userOfPassword } from "#lib/identity/sessions"
import { currentGateway } from "#lib/runtime/current"
import { PEER_HEADER } from "./next"
import { whoIsIn } from "./who-is-in"

/** Whom the pages are for. */
interface Visitor {
  /** Null: logged in with the master key. */
  readonly userId: string | null
  readonly role: Role
  readonly administratesTeams: boolean
  readonly administratesOrganizations: boolean
}

/** Ways to log in with an account kept elsewhere. */
interface SsoOffer {
  readonly providers: readonly { readonly id: string; readonly label: string }[]
  /** Whoever asks for a page goes on to the first of them by themselves. */
  readonly redirects: boolean
}

interface ServerLogin extends LoginDeps {
  sso(): SsoOffer
  /** Who is logged in with this `cookie` header; null when nobody is. */
  visitor(cookie: string | null): Promise<Visitor | null>
}

/** What the login route and the dashboard's session check need of the running gateway. Throws 503 before it is up. */
export function loginDeps(): ServerLogin {
  const gateway = currentGateway()
  if (gateway === null) throw new GatewayError("shutting_down", "The gateway is starting. Try again in a moment.")
  const { login } = gateway
  const { db } = login
  return {
    sso() {
      const { settings } = login.sso.configured()
      const providers = (settings?.providers ?? []).map(({ id, label }) => ({ id, label }))
      return { providers, redirects: settings?.redirects === true }
    },
    userOf: (email, password) => userOfPassword(db, email, password),
    openSession: (userId, req) =>
      openSession(db, {
        userId,
        ip: ipOf(req, login.trustedProxies),
        userAgent: req.headers.get("user-agent"),
        nowMs: Date.now(),
      }),
    closeSession: (id) => closeSession(db, id),
    visitor: async (cookie) => visitorOf(await whoIsIn(gateway, cookie)),
    verifyMasterKey: (candidate) => login.verifyMasterKey(candidate),
    sessionSecret: () => login.sessionSecret(),
    limiter: login.limiter,
    clientIp: (req) => ipOf(req, login.trustedProxies),
  }
}

function visitorOf(caller: Caller | null): Visitor | null {
  if (caller === null) return null
  const { person, role } = caller
  return {
    userId: person?.userId ?? null,
    role,
    administratesTeams: (person?.adminTeams.length ?? 0) > 0,
    administratesOrganizations: (person?.adminOrganizations.length ?? 0) > 0,
  }
}

function ipOf({ headers }: Request, trustedProxies: number): string {
  return clientIp({ peer: headers.get(PEER_HEADER), forwardedFor: headers.get("x-forwarded-for"), trustedProxies })
}
