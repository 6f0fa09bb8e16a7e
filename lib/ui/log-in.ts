import { ApiError } from "./api"
import { apiWords } from "./words/api"
import { logInProblems } from "./words/log-in-problems"

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
  const answer = await postForm("/api/auth/callback/credentials", fields)
  if (answer.ok) return { ok: true }
  return { ok: false, message: await messageOf(answer) }
}

/** Ends the session; throws ApiError when it goes on. */
export async function logOut(): Promise<void> {
  const answer = await postForm("/api/auth/signout", {})
  if (!answer.ok) throw new ApiError(await messageOf(answer), answer.status, "")
}

/** next-auth wants its own token against forged requests in the form, and answers in JSON when asked. */
async function postForm(path: string, fields: Record<string, string>): Promise<Response> {
  try {
    const csrf = await fetch("/api/auth/csrf", { cache: "no-store" })
    if (!csrf.ok) return csrf
    const { csrfToken } = (await csrf.json()) as { csrfToken: string }
    return await fetch(path, { method: "POST", body: new URLSearchParams({ ...fields, csrfToken, json: "true" }) })
  } catch {
    throw new ApiError(apiWords.unreachable, 0, "unreachable")
  }
}

async function messageOf(answer: Response): Promise<string> {
  try {
    const body = (await answer.json()) as { error?: { message?: unknown } }
    if (typeof body.error?.message === "string") return body.error.message
  } catch {
    // Not ours, e.g. a page from a proxy in between: the status has to do.
  }
  return logInProblems.status(answer.status)
}

const SSO_REASONS: Readonly<Record<string, string>> = logInProblems.sso

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
