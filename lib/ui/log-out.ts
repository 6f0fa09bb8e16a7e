import { ApiError } from "./api"
import { authMessage, postAuthForm } from "./auth-form"

/** Ends the session; throws ApiError when it goes on. */
export async function logOut(): Promise<void> {
  const answer = await postAuthForm("/api/auth/signout", {})
  if (!answer.ok) throw new ApiError(await authMessage(answer), answer.status, "")
}
