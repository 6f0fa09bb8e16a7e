import { hkdfSync } from "node:crypto"
import type { CookiesOptions, NextAuthOptions } from "next-auth"
import { decode, encode } from "next-auth/jwt"
import CredentialsProvider from "next-auth/providers/credentials"
import { makeLog } from "#lib/core/log"
import type { LoginLimiter } from "./login-limit"
import { MAX_PASSWORD_CHARS } from "./password"
import { SESSION_MS } from "./sessions"

/** Fixed, so that the cookie is found again whatever the scheme looks like behind a TLS proxy. */
export const SESSION_COOKIE = "tollgate.session"
const SESSION_SECONDS = SESSION_MS / 1000
const MAX_KEY_CHARS = 4096
const MAX_EMAIL_CHARS = 320

/** What the cookie says: which session, and since when (milliseconds since the epoch). Whether it goes on the database knows. */
interface SessionCookie {
  readonly id: string
  readonly loggedInAt: number
}

/** What logging in needs of the running gateway. */
export interface LoginDeps {
  /** Compares in constant time. */
  verifyMasterKey(candidate: string): boolean
  /** The user with this email and password; null when there is none. */
  userOf(email: string, password: string): Promise<string | null>
  /** Begins a session of this user (null: of the master key) and gives its id. */
  openSession(userId: string | null, req: Request): Promise<string>
  closeSession(id: string): Promise<void>
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
        name: "Login",
        credentials: {
          masterKey: { label: "Master key", type: "password" },
          email: { label: "Email", type: "email" },
          password: { label: "Password", type: "password" },
        },
        authorize: (given) => admit(deps, req, given ?? {}),
      }),
    ],
    callbacks: {
      // A login begins a session of its own, whatever cookie was there before.
      jwt: ({ token, user }) => (user ? { sid: user.id, loggedInAt: Date.now() } : token),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url }) => (url.startsWith("/ui/") ? url : "/ui"),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === "string") await deps.closeSession(token.sid)
      },
    },
    logger: { error: (code) => makeLog("error").error("login failed", { code }), warn() {}, debug() {} },
  }
}

/** The id of the new session, or null. A try counts as a wrong one until it turned out right, so that many at once are no more tries. */
async function admit(
  deps: LoginDeps,
  req: Request,
  given: { readonly masterKey?: unknown; readonly email?: unknown; readonly password?: unknown },
): Promise<{ id: string } | null> {
  const ip = deps.clientIp(req)
  if (deps.limiter.retryAfterSeconds(ip) > 0) return null
  deps.limiter.failed(ip)
  const userId = await userOf(deps, given)
  if (userId === undefined) return null
  deps.limiter.succeeded(ip)
  return { id: await deps.openSession(userId, req) }
}

/** Null: the master key. Undefined: nobody. */
async function userOf(
  deps: LoginDeps,
  { masterKey: key, email, password }: { masterKey?: unknown; email?: unknown; password?: unknown },
): Promise<string | null | undefined> {
  if (typeof email !== "string" || typeof password !== "string")
    return typeof key === "string" && key.length <= MAX_KEY_CHARS && deps.verifyMasterKey(key) ? null : undefined
  if (email.length > MAX_EMAIL_CHARS || email.includes("\0") || password.length > MAX_PASSWORD_CHARS) return undefined
  return (await deps.userOf(email, password)) ?? undefined
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

/** The session a `cookie` header names, or null: none, not ours, made with another master key, or older than 12 hours. Never throws. */
export async function readSession(cookieHeader: string | null, secret: string): Promise<SessionCookie | null> {
  const cookie = cookieValue(cookieHeader, SESSION_COOKIE)
  if (cookie === null) return null
  try {
    const payload = await decode({ token: cookie, secret })
    const loggedInAt = payload?.loggedInAt
    if (typeof payload?.sid !== "string" || typeof loggedInAt !== "number") return null
    // next-auth renews a cookie that is used; a login still ends after 12 hours.
    if (Date.now() - loggedInAt > SESSION_SECONDS * 1000) return null
    return { id: payload.sid, loggedInAt }
  } catch {
    return null
  }
}

/** The cookie's value for a session, as the login sets it (for tests and for tools that log in by themselves). */
export async function sealSession({ id, loggedInAt }: SessionCookie, secret: string): Promise<string> {
  return encode({ token: { sid: id, loggedInAt }, secret, maxAge: SESSION_SECONDS })
}

/** What another cookie than the session's is sealed for: the purpose makes it a key of its own, so that neither stands in for the other. */
interface Seal {
  readonly secret: string
  readonly purpose: string
}

/** A cookie's value that only we can read, good for so long. */
export function sealCookie(content: Readonly<Record<string, unknown>>, seal: Seal & { maxAgeSeconds: number }) {
  return encode({ token: { ...content }, secret: seal.secret, salt: seal.purpose, maxAge: seal.maxAgeSeconds })
}

/** What it says; null for one that is not ours, of another purpose, or too old. Never throws. */
export async function openCookie(
  value: string | null,
  { secret, purpose }: Seal,
): Promise<Record<string, unknown> | null> {
  if (value === null) return null
  try {
    return await decode({ token: value, secret, salt: purpose })
  } catch {
    return null
  }
}

/** The value of one cookie of a `cookie` header; null when it is not there. */
export function cookieValue(header: string | null, name: string): string | null {
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
