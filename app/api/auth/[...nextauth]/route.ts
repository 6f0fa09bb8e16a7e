import NextAuth from "next-auth"
import { errorBody, GatewayError } from "#lib/core/errors"
import { authOptions } from "#lib/identity/session"
import { loginDeps } from "#lib/server/login"

interface Context {
  params: Promise<{ nextauth: string[] }>
}

/** next-auth's own endpoints: csrf, callback/credentials (log in), signout. */
async function answer(req: Request, context: Context): Promise<Response> {
  const deps = loginDeps()
  const { nextauth } = await context.params
  const loggingIn = req.method === "POST" && nextauth[0] === "callback"
  const seconds = loggingIn ? deps.limiter.retryAfterSeconds(deps.clientIp(req)) : 0
  if (seconds > 0) {
    const message = `Too many wrong tries. Try again in ${Math.ceil(seconds / 60)} min.`
    return refusal(new GatewayError("rate_limited", message, { retryAfterSeconds: seconds }))
  }
  const withPassword = loggingIn && (await asksWithPassword(req.clone()))
  const response: Response = await NextAuth(authOptions(deps, req))(req, context)
  if (loggingIn && response.status === 401)
    return refusal(new GatewayError("invalid_key", withPassword ? WRONG_PASSWORD : "This is not the master key."))
  return onThisHost(response)
}

const WRONG_PASSWORD = "No user logs in with this email and this password. Check both, or ask for a new invitation."

/** Read from a copy: next-auth wants the body itself. */
async function asksWithPassword(req: Request): Promise<boolean> {
  try {
    return (await req.formData()).has("password")
  } catch {
    return false
  }
}

function refusal(e: GatewayError): Response {
  const headers = new Headers({ "cache-control": "no-store" })
  if (e.retryAfterSeconds !== undefined) headers.set("retry-after", String(e.retryAfterSeconds))
  return Response.json(errorBody(e), { status: e.status, headers })
}

/** Every redirect stays here, so its path says enough: the gateway need not know under which host, port or scheme it is seen. */
function onThisHost(response: Response): Response {
  const location = response.headers.get("location")
  if (location !== null && URL.canParse(location)) {
    const { pathname, search } = new URL(location)
    response.headers.set("location", `${pathname}${search}`)
  }
  return response
}

export { answer as GET, answer as POST }
