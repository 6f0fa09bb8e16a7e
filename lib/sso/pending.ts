import { openCookie, sealCookie } from "#lib/identity/session"
import type { SsoProvider } from "./settings"

/** A login that went off to an issuer and has not come back; it travels in a cookie that only we can read. */
export interface Pending {
  readonly provider: SsoProvider["id"]
  /** What has to come back with the visitor, and the secret behind PKCE. */
  readonly checks: { readonly state: string; readonly nonce: string; readonly verifier: string }
  /** The page to open afterwards. */
  readonly next: string
}

/** Long enough for a password, a second factor and a phone that lies elsewhere. */
export const PENDING_SECONDS = 600
/** Another key than that of sessions: neither cookie can stand in for the other. */
const PURPOSE = "tollgate single sign-on, pending"

/** The cookie's value. */
export function sealPending(pending: Pending, secret: string): Promise<string> {
  return sealCookie({ ...pending }, { secret, purpose: PURPOSE, maxAgeSeconds: PENDING_SECONDS })
}

/** What the cookie says; null for one that is not ours or too old. Never throws. */
export async function openPending(cookie: string | null, secret: string): Promise<Pending | null> {
  return (await openCookie(cookie, { secret, purpose: PURPOSE })) as Pending | null
}

/** A page of ours, and nothing else: whatever a link asks for, one ends up nowhere but here. */
export function ownPage(asked: string | null): string {
  if (asked === null || !/^\/ui(?:[/?#]|$)/.test(asked) || /[\\\p{Cc}]/u.test(asked)) return "/ui"
  const base = "http://gateway.invalid"
  const url = URL.canParse(asked, base) ? new URL(asked, base) : null
  return url?.origin === base && /^\/ui(?:\/|$)/.test(url.pathname) ? `${url.pathname}${url.search}` : "/ui"
}
