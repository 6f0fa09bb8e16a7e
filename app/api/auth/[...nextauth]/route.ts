import NextAuth from "next-auth"
import { authOptions } from "#lib/identity/session"
import { loginDeps } from "#lib/server/login"

interface Context {
  params: Promise<{ nextauth: string[] }>
}

/** next-auth's own endpoints: csrf, callback/credentials (log in), signout. */
async function answer(req: Request, context: Context): Promise<Response> {
  const deps = loginDeps()
  const { nextauth } = await context.params
  if (req.method === "POST" && nextauth[0] === "callback") {
    const seconds = deps.limiter.retryAfterSeconds(deps.clientIp(req))
    if (seconds > 0) return tooMany(seconds)
  }
  const response: Response = await NextAuth(authOptions(deps, req))(req, context)
  return onThisHost(response)
}

function tooMany(seconds: number): Response {
  const message = `Too many wrong keys. Try again in ${Math.ceil(seconds / 60)} min.`
  const error = { message, type: "rate_limit_error", param: null, code: "rate_limit_exceeded" }
  return Response.json(
    { error },
    { status: 429, headers: { "retry-after": String(seconds), "cache-control": "no-store" } },
  )
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
