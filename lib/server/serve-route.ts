import { runAdmin } from "#lib/admin/dispatch"
import { abortSignalOf } from "#lib/core/cancel"
import { errorBody, GatewayError } from "#lib/core/errors"
import { type Incoming, json, type Reply } from "#lib/core/http"
import { handle } from "#lib/gateway/pipeline"
import { authenticate, presentedKey } from "#lib/identity/authenticate"
import type { Caller } from "#lib/identity/caller"
import { authorizeDoor, isOpenManagement } from "#lib/identity/door-rules"
import { withPerson } from "#lib/identity/person"
import { sameOrigin } from "#lib/identity/session"
import type { RunningGateway } from "#lib/runtime/current"
import type { Route } from "./table"
import { whoIsIn } from "./who-is-in"

const MAX_ADMIN_BODY_BYTES = 4 * 1024 * 1024
/** Who is behind a secret in the request itself, an invitation: no more is known yet. */
const NOBODY: Caller = { kind: "session", role: "internal_user_viewer", keyId: "nobody", key: null }

/** Headers of every reply: nothing we serve is to be sniffed, framed or cached by accident. */
export const SAFE_HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}

/** Answers one request of the API. Both doors (the Node server and Next's route handlers) call this and nothing else. */
export async function serveRoute(gateway: RunningGateway, route: Route, req: Incoming): Promise<Reply> {
  const reply = await answer(gateway, route, req)
  // A page of our own says what it needs; nothing that comes from elsewhere may.
  const own = route.kind === "health" ? reply.headers["content-security-policy"] : undefined
  Object.assign(reply.headers, SAFE_HEADERS)
  if (own !== undefined) reply.headers["content-security-policy"] = own
  return reply
}

function answer(gateway: RunningGateway, route: Route, req: Incoming): Reply | Promise<Reply> {
  switch (route.kind) {
    case "operation":
      return handle(route.op, req, gateway.data, route.params)
    case "health":
      return route.route(gateway)
    case "sso":
      return route.route(gateway, req)
    case "denied":
      return methodNotAllowed(req.method, route.allow)
    case "admin":
      return admin(gateway, route, req)
  }
}

/** A reply for a path nobody serves. Data-plane paths of OpenAI's API say that they are not there yet. */
export function notFound(path: string): Reply {
  const api = path.startsWith("/v1/") ? "This endpoint is not part of this release yet, or" : "It"
  const e = new GatewayError(
    "not_found",
    `Nothing is served at ${path.slice(0, 200)}. ${api} does not exist. The dashboard is at /ui, the API at /v1.`,
  )
  return json(404, errorBody(e), { ...SAFE_HEADERS })
}

function methodNotAllowed(method: string, allow: readonly string[]): Reply {
  const e = new GatewayError(
    "method_not_allowed",
    `${method.slice(0, 20)} is not possible here. Use ${allow.join(" or ")}.`,
  )
  return json(405, errorBody(e), { allow: allow.join(", ") })
}

async function admin(gateway: RunningGateway, route: Route & { kind: "admin" }, req: Incoming): Promise<Reply> {
  try {
    const caller = await knownCaller(gateway, route, req)
    const question = req.url.indexOf("?")
    const query = new URLSearchParams(question === -1 ? "" : req.url.slice(question + 1))
    const bodyText = req.method === "GET" ? "" : (await req.bytes(MAX_ADMIN_BODY_BYTES)).toString("utf8")
    const input = {
      query,
      bodyText,
      signal: abortSignalOf(req.signal),
      ip: req.ip,
      changedBy: req.headers.get("litellm-changed-by")?.slice(0, 255) ?? null,
    }
    return await runAdmin(route.match, input, gateway.admin(caller))
  } catch (e) {
    const failure = GatewayError.from(e)
    if (failure.kind === "internal") gateway.data.log.error("a management request failed", { detail: failure.detail })
    const headers: Record<string, string> = { "cache-control": "no-store" }
    if (failure.retryAfterSeconds !== undefined) headers["retry-after"] = String(failure.retryAfterSeconds)
    return json(failure.status, errorBody(failure), headers)
  }
}

/** Who calls, if they may come in at all; without a key where none is asked for. */
async function knownCaller(gateway: RunningGateway, route: Route & { kind: "admin" }, req: Incoming): Promise<Caller> {
  const { endpoint } = route.match
  if (endpoint.needs === "public") return NOBODY
  const { door } = gateway.data.rules
  const { keyHeader } = gateway.data.identity
  const nameless = presentedKey(req.headers, keyHeader) === null && req.headers.get("cookie") === null
  const caller = nameless && isOpenManagement(door, [endpoint.path]) ? NOBODY : await adminCaller(gateway, req)
  authorizeDoor(door, caller, [endpoint.path])
  return caller
}

/** By key, or by the dashboard's cookie; a cookie may change something only from our own pages (CSRF). */
async function adminCaller(gateway: RunningGateway, req: Incoming): Promise<Caller> {
  const cookie = req.headers.get("cookie")
  if (presentedKey(req.headers, gateway.data.identity.keyHeader) === null && cookie !== null) {
    const session = await whoIsIn(gateway, cookie)
    if (session !== null) {
      if (req.method !== "GET" && !sameOrigin(req.headers, req.headers.get("host") ?? "")) {
        const say =
          "This request did not come from the dashboard's own pages, so its session cookie is not accepted. Use an API key."
        throw new GatewayError("permission_denied", say)
      }
      return session
    }
  }
  const caller = await authenticate(gateway.data.identity, req.headers)
  return withPerson(gateway.admin(caller).db, caller)
}
