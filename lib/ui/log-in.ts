import { authMessage, postAuthForm } from "./auth-form"
import { ssoWords } from "./words/sso"

/** What came of a login: in, or why not in words to show. */
type LoginResult = { readonly ok: true } | { readonly ok: false; readonly message: string }

/** Logs in with the master key: it travels in the body of one POST and is kept nowhere. */
export function logIn(masterKey: string): Promise<LoginResult> {
  return logInWith({ masterKey })
}

/** The same with a user's email and password. */
export function logInAs(email: string, password: string): Promise<LoginResult> {
  return logInWith({ email, password })
}

async function logInWith(fields: Record<string, string>): Promise<LoginResult> {
  const answer = await postAuthForm("/api/auth/callback/credentials", fields)
  if (answer.ok) return { ok: true }
  return { ok: false, message: await authMessage(answer) }
}

const SSO_REASONS: Readonly<Record<string, string>> = ssoWords

/** What a single sign-on that failed is explained with; null for none, and for a word that is not one of ours. */
export function ssoMessage(reason: string | null | undefined): string | null {
  return reason && Object.hasOwn(SSO_REASONS, reason) ? (SSO_REASONS[reason] ?? null) : null
}

/** Where the button of this way to log in leads. */
export function ssoHref(provider: string, next: string): string {
  return `/sso/key/generate?${new URLSearchParams({ provider, next }).toString()}`
}

/** Where to go after the login: a path of the dashboard, whatever the address line claims. */
export function safeNext(next: string | null | undefined): string {
  return next && /^\/ui(\/(?![/\\])|\?|$)/.test(next) && !next.startsWith("/ui/login") ? next : "/ui"
}
