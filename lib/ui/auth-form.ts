import { ApiError } from "./api"
import { apiWords } from "./words/api"

/**
 * Sends a form of the login's endpoints. next-auth wants its own token against forged requests in it, and answers in JSON when
 * asked. Throws ApiError when the gateway cannot be reached.
 */
export async function postAuthForm(path: string, fields: Record<string, string>): Promise<Response> {
  try {
    const csrf = await fetch("/api/auth/csrf", { cache: "no-store" })
    if (!csrf.ok) return csrf
    const { csrfToken } = (await csrf.json()) as { csrfToken: string }
    return await fetch(path, { method: "POST", body: new URLSearchParams({ ...fields, csrfToken, json: "true" }) })
  } catch {
    throw new ApiError(apiWords.unreachable, 0, "unreachable")
  }
}

/** Why a form was refused, in words to show. */
export async function authMessage(answer: Response): Promise<string> {
  try {
    const body = (await answer.json()) as { error?: { message?: unknown } }
    if (typeof body.error?.message === "string") return body.error.message
  } catch {
    // Not ours, e.g. a page from a proxy in between: the status has to do.
  }
  return apiWords.statusInLog(answer.status)
}
