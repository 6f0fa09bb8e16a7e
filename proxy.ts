import { type NextRequest, NextResponse } from "next/server"

/** The pages only: the API answers for itself, and must not pass through here. */
export const config = { matcher: ["/ui", "/ui/:path*"] }

/** As in lib/identity/session.ts, which would bring all of next-auth along. */
const SESSION_COOKIE = "tollgate.session"
const LOGIN = "/ui/login"
/** Open to who has no session: the login, and the page an invitation leads to. */
const OPEN = [LOGIN, "/ui/invite"]

/** Headers for every page, a fresh nonce among them, and a shortcut to the login. Whether a session is good the pages' layout decides. */
export function proxy(req: NextRequest): NextResponse {
  const { pathname, search } = req.nextUrl
  if (!OPEN.includes(pathname) && !req.cookies.has(SESSION_COOKIE)) {
    const target = `${LOGIN}?next=${encodeURIComponent(pathname + search)}`
    const redirect = NextResponse.redirect(new URL(target, publicOrigin(req)))
    redirect.headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
    return secured(redirect, req)
  }
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(req.headers)
  headers.set("x-nonce", nonce)
  headers.set("x-asked-path", pathname + search)
  // Next reads the nonce for its own scripts from the request's policy.
  headers.set("content-security-policy", policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set("content-security-policy", policy)
  return secured(response, req)
}

function secured(response: NextResponse, req: NextRequest): NextResponse {
  response.headers.set("x-content-type-options", "nosniff")
  response.headers.set("x-frame-options", "DENY")
  response.headers.set("referrer-policy", "same-origin")
  response.headers.set("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
  response.headers.set("cross-origin-opener-policy", "same-origin")
  response.headers.set("cache-control", "no-store")
  if (publicOrigin(req).startsWith("https:")) response.headers.set("strict-transport-security", "max-age=31536000")
  return response
}

/**
 * Scripts run by nonce alone. Styles may be inline: the widgets place themselves by style attributes. In development React wants
 * eval and Next a socket.
 */
function contentSecurityPolicy(nonce: string): string {
  const dev = process.env.NODE_ENV === "development"
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "media-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws: wss:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ")
}

/** Scheme and host as the visitor's browser sees them, also behind a TLS proxy. A redirect has to name both. */
function publicOrigin(req: NextRequest): string {
  const proto = first(req.headers.get("x-forwarded-proto")) ?? req.nextUrl.protocol.replace(":", "")
  const host = first(req.headers.get("x-forwarded-host")) ?? req.headers.get("host") ?? req.nextUrl.host
  const origin = `${proto === "https" ? "https" : "http"}://${host}`
  return URL.canParse(origin) ? new URL(origin).origin : req.nextUrl.origin
}

function first(header: string | null): string | null {
  return header?.split(",")[0]?.trim() || null
}
