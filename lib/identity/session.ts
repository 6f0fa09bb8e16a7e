import { hkdfSync } from "node:crypto"
import type { CookiesOptions, NextAuthOptions } from "next-auth"
import { decode, encode } from "next-auth/jwt"
import CredentialsProvider from "next-auth/providers/credentials"
import { makeLog } from "#lib/core/log"
import type { LoginLimiter } from "./login-limit"

/** Fixed, so that the cookie is found again whatever the scheme looks like behind a TLS proxy. */
export const SESSION_COOKIE = "tollgate.session"
const SESSION_SECONDS = 12 * 60 * 60
const MAX_KEY_CHARS = 4096

/** A dashboard session. `loggedInAt` is in milliseconds since the epoch. */
interface Session {
  readonly role: "proxy_admin"
  readonly loggedInAt: number
}

/** What logging in needs of the running gateway. */
export interface LoginDeps {
  /** Compares in constant time. */
  verifyMasterKey(candidate: string): boolean
  /** Signs and encrypts the cookie; see `sessionSecretOf`. */
  sessionSecret(): string
  readonly limiter: LoginLimiter
  /** The address to hold the visitor to; never a header the client can choose. */
  clientIp(req: Request): string
}

/** The cookie's secret, derived from the master key (HKDF-SHA-256): another master key logs everyone out, and the key itself is nowhere. */
export function sessionSecretOf(masterKey: string): string {
  return Buffer.from(hkdfSync("sha256", masterKey, "tollgate", "dashboard session v1", 32)).toString("hex")
}

/**
 * next-auth's options for one login request. A wrong key and a missing one answer alike; a visitor over the limit is refused before
 * the key is looked at.
 */
export function authOptions(deps: LoginDeps, req: Request): NextAuthOptions {
  return {
    secret: deps.sessionSecret(),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/ui/login", signOut: "/ui/login", error: "/ui/login" },
    useSecureCookies: isHttps(req),
    cookies: cookiesFor(isHttps(req)),
    providers: [
      CredentialsProvider({
        name: "Master key",
        credentials: { masterKey: { label: "Master key", type: "password" } },
        authorize: (given) => admit(deps, deps.clientIp(req), given?.masterKey),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { role: "proxy_admin", loggedInAt: Date.now() } : token),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url }) => (url.startsWith("/ui/") ? url : "/ui"),
    },
    logger: { error: (code) => makeLog("error").error("login failed", { code }), warn() {}, debug() {} },
  }
}

function admit(deps: LoginDeps, ip: string, candidate: unknown): { id: string } | null {
  if (deps.limiter.retryAfterSeconds(ip) > 0) return null
  const right = typeof candidate === "string" && candidate.length <= MAX_KEY_CHARS && deps.verifyMasterKey(candidate)
  if (!right) {
    deps.limiter.failed(ip)
    return null
  }
  deps.limiter.succeeded(ip)
  return { id: "proxy_admin" }
}

function cookiesFor(secure: boolean): Partial<CookiesOptions> {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const
  return {
    sessionToken: { name: SESSION_COOKIE, options },
    csrfToken: { name: "tollgate.csrf", options },
    callbackUrl: { name: "tollgate.callback", options },
  }
}

/** Behind a TLS proxy the scheme is in `x-forwarded-proto`. A client that lies there only changes the flags of its own cookie. */
function isHttps(req: Request): boolean {
  const forwarded = req.headers.get("x-forwarded-proto")?.split(",")[0]?.trim()
  return (forwarded ?? new URL(req.url).protocol.replace(":", "")) === "https"
}

/** The session in a `cookie` header, or null: none, not ours, made with another master key, or older than 12 hours. Never throws. */
export async function readSession(cookieHeader: string | null, secret: string): Promise<Session | null> {
  const cookie = cookieValue(cookieHeader, SESSION_COOKIE)
  if (cookie === null) return null
  try {
    const payload = await decode({ token: cookie, secret })
    const loggedInAt = payload?.loggedInAt
    if (payload?.role !== "proxy_admin" || typeof loggedInAt !== "number") return null
    // next-auth renews a cookie that is used; a login still ends after 12 hours.
    if (Date.now() - loggedInAt > SESSION_SECONDS * 1000) return null
    return { role: "proxy_admin", loggedInAt }
  } catch {
    return null
  }
}

/** The cookie's value for a session, as the login sets it (for tests and for tools that log in by themselves). */
export async function sealSession(session: Session, secret: string): Promise<string> {
  return encode({ token: { ...session }, secret, maxAge: SESSION_SECONDS })
}

function cookieValue(header: string | null, name: string): string | null {
  for (const part of header?.split(";") ?? []) {
    const at = part.indexOf("=")
    if (at !== -1 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}

/**
 * Did our own pages send this request? To be asked before a cookie may write anything. `sec-fetch-site` decides where the browser
 * sends it (https and localhost; a page cannot forge it), else `origin` must name `host`. Neither header: no.
 */
export function sameOrigin(headers: { get(name: string): string | null }, host: string): boolean {
  const site = headers.get("sec-fetch-site")
  if (site !== null) return site === "same-origin"
  const origin = headers.get("origin")
  if (origin === null || !URL.canParse(origin)) return false
  return new URL(origin).host === host.toLowerCase()
}
