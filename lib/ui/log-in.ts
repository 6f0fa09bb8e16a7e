import { ApiError } from "./api"

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
    throw new ApiError(
      "The gateway cannot be reached. Check that it is running and that you are online.",
      0,
      "unreachable",
    )
  }
}

async function messageOf(answer: Response): Promise<string> {
  try {
    const body = (await answer.json()) as { error?: { message?: unknown } }
    if (typeof body.error?.message === "string") return body.error.message
  } catch {
    // Not ours, e.g. a page from a proxy in between: the status has to do.
  }
  return `The gateway answered with status ${answer.status}. Its log has the details.`
}

const SSO_REASONS: Readonly<Record<string, string>> = {
  sso_off: "This way to log in is not set up. Use another one, or ask the admin of this gateway.",
  sso_expired: "This login took too long or began in another window. Try again.",
  sso_denied: "You stopped the login there. Try again, or log in another way.",
  sso_failed: "The answer that came back could not be accepted. Try again; the gateway's log says what was wrong.",
  sso_unreachable: "The server you log in at cannot be reached. Try again in a moment, or log in another way.",
  sso_nobody:
    "The server you log in at did not say who you are. The admin of this gateway can choose the claim that does.",
  sso_group: "You are not in the group that may log in here. Ask the admin of this gateway.",
  sso_domain: "Addresses of your domain may not log in here. Ask the admin of this gateway.",
  sso_email: "Your email belongs to another account here. The admin of this gateway can clear its sso_user_id.",
  sso_unverified:
    "The server you log in at does not say that your email is verified, so it proves nothing here. Have it verified there, or ask the admin of this gateway.",
  sso_blocked: "Your account is blocked. Ask the admin of this gateway.",
}

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
