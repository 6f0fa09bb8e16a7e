import { GatewayError } from "#lib/core/errors"
import { type Incoming, json, type Reply } from "#lib/core/http"
import { clientIp } from "#lib/identity/client-ip"
import { cookieValue, SESSION_COOKIE, sealSession } from "#lib/identity/session"
import { openSession, SESSION_MS } from "#lib/identity/sessions"
import type { RunningGateway } from "#lib/runtime/current"
import { identityOf } from "#lib/sso/identity"
import { openPending, ownPage, PENDING_SECONDS, sealPending } from "#lib/sso/pending"
import type { SsoProvider, SsoSettings } from "#lib/sso/settings"
import { SsoError, type SsoReason } from "#lib/sso/sso-error"

/** A step of single sign-on: public, what it hands out is proven by an issuer. */
export type SsoRoute = (gateway: RunningGateway, req: Incoming) => Promise<Reply> | Reply

const PENDING_COOKIE = "tollgate.sso"
const CALLBACK = "/sso/callback"
const LOGIN = "/ui/login"
const NAMES: Readonly<Record<SsoProvider["id"], string>> = {
  google: "Google",
  microsoft: "Microsoft",
  generic: "Generic",
}

/** Sends the visitor to the issuer: the one `provider` names, else the first there is. LiteLLM's entry. */
const begin: SsoRoute = (gateway, req) =>
  orLogin(gateway, async () => {
    const settings = settingsOf(gateway)
    const query = queryOf(req)
    const asked = query.get("provider")
    const provider = asked === null ? settings.providers[0] : settings.providers.find(({ id }) => id === asked)
    if (provider === undefined) throw new SsoError("sso_off")
    const { url, checks } = await gateway.login.sso.issuers.begin(provider, `${settings.baseUrl}${CALLBACK}`)
    const pending = { provider: provider.id, checks, next: ownPage(query.get("next")) }
    const value = await sealPending(pending, gateway.login.sessionSecret())
    return redirect(
      url,
      cookie(settings, { name: PENDING_COOKIE, value, path: "/sso", maxAgeSeconds: PENDING_SECONDS }),
    )
  })

/** The issuer sends the visitor back: who it is, and a session of theirs. */
const callback: SsoRoute = (gateway, req) =>
  orLogin(gateway, async () => {
    const settings = settingsOf(gateway)
    const secret = gateway.login.sessionSecret()
    const pending = await openPending(cookieValue(req.headers.get("cookie"), PENDING_COOKIE), secret)
    const provider = settings.providers.find(({ id }) => id === pending?.provider)
    const query = queryOf(req)
    // One that began in another browser, too long ago, or twice at once: begin anew.
    if (pending === null || provider === undefined || query.get("state") !== pending.checks.state)
      throw new SsoError("sso_expired")
    const returned = new URL(`${settings.baseUrl}${CALLBACK}?${query.toString()}`)
    const claims = await gateway.login.sso.issuers.finish(provider, returned, pending)
    const who = identityOf(claims, provider, settings)
    if (who === null) throw new SsoError("sso_nobody", `the claims have no ${provider.claims.id.join(" or ")}`)
    const ip = clientIp({
      peer: req.ip,
      forwardedFor: req.headers.get("x-forwarded-for"),
      trustedProxies: gateway.login.trustedProxies,
    })
    const userId = await gateway.login.sso.logIn({ who, settings, ip })
    const nowMs = Date.now()
    const id = await openSession(gateway.login.db, { userId, ip, userAgent: req.headers.get("user-agent"), nowMs })
    const value = await sealSession({ id, loggedInAt: nowMs }, secret)
    return redirect(
      pending.next,
      cookie(settings, { name: SESSION_COOKIE, value, path: "/", maxAgeSeconds: SESSION_MS / 1000 }),
    )
  })

/** LiteLLM's check: 503 with the names of what is not set. Anybody may ask, so no value and nothing of the configuration is in it. */
const readiness: SsoRoute = ({ login }) => {
  const { settings, wanted, problems } = login.sso.configured()
  const [first] = wanted
  if (first === undefined)
    return json(200, { status: "healthy", sso_configured: false, message: "No SSO provider configured" })
  const provider = settings?.providers[0]?.id ?? first
  const missing = problems.filter((problem) => problem.missing === true).map(({ where }) => where)
  if (settings !== null && wanted.length === settings.providers.length)
    return json(200, {
      status: "healthy",
      sso_configured: true,
      provider,
      message: `${NAMES[provider]} SSO is properly configured`,
    })
  return json(503, {
    status: "unhealthy",
    sso_configured: true,
    provider,
    missing_environment_variables: missing,
    message: `${NAMES[provider]} SSO is configured but not complete. GET /config/findings says what is wrong.`,
  })
}

/** The login page as it is, also where it would go on to the issuer by itself. */
const fallback: SsoRoute = () => redirect(`${LOGIN}?fallback=1`)

/** Path → step; all are GET. */
export const ssoRoutes: ReadonlyMap<string, SsoRoute> = new Map([
  ["/sso/key/generate", begin],
  [CALLBACK, callback],
  ["/sso/readiness", readiness],
  ["/fallback/login", fallback],
])

function settingsOf(gateway: RunningGateway): SsoSettings {
  const { settings } = gateway.login.sso.configured()
  if (settings === null) throw new SsoError("sso_off")
  return settings
}

/** Whatever goes wrong ends on the login page, which has words for it; the log has the details. */
async function orLogin(gateway: RunningGateway, step: () => Promise<Reply>): Promise<Reply> {
  try {
    return await step()
  } catch (e) {
    const reason: SsoReason = e instanceof SsoError ? e.reason : "sso_failed"
    const detail = e instanceof SsoError ? e.detail : (GatewayError.from(e).detail ?? GatewayError.from(e).message)
    gateway.data.log.warn("a single sign-on did not log anybody in", { reason, detail })
    return redirect(`${LOGIN}?error=${reason}`)
  }
}

function queryOf({ url }: Incoming): URLSearchParams {
  const question = url.indexOf("?")
  return new URLSearchParams(question === -1 ? "" : url.slice(question + 1))
}

function redirect(location: string, setCookie?: string): Reply {
  const headers = { location, "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" }
  return { status: 303, headers: setCookie === undefined ? headers : { ...headers, "set-cookie": setCookie }, body: "" }
}

interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
  readonly maxAgeSeconds: number
}

/** Lax: it has to come along when the issuer sends the visitor back. */
function cookie({ baseUrl }: SsoSettings, { name, value, path, maxAgeSeconds }: Cookie): string {
  const secure = baseUrl.startsWith("https:") ? "; Secure" : ""
  return `${name}=${value}; Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`
}
