import { randomBytes } from "node:crypto"
import { GatewayError } from "#lib/core/errors"
import { type Incoming, json } from "#lib/core/http"
import type { RawOperation } from "#lib/gateway/operation"
import { modelIn } from "#lib/gateway/realtime/realtime-ask"
import type { Runtime } from "#lib/gateway/runtime"
import { aliased, authorizeModel, mayUseModel } from "#lib/identity/access"
import type { Caller } from "#lib/identity/caller"
import { planRoute } from "#lib/router/plan"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { asObject, type Json } from "#lib/wire/read-json"

/** OpenAI's bounds (platform.openai.com/docs/api-reference/realtime-sessions). */
const SECONDS = { least: 10, most: 7_200, usual: 600 }
const MAX_BODY_BYTES = 256 * 1024

const paths = (rest: string) => ["/v1/realtime", "/realtime", "/openai/v1/realtime"].map((path) => path + rest)

/**
 * POST /v1/realtime/client_secrets: a secret of our own for a browser. The provider's would let it talk past the budgets of the key
 * that asked.
 */
export const clientSecrets: RawOperation = {
  kind: "raw",
  id: "realtime.client_secrets",
  callType: "acreate_realtime_client_secret",
  method: "POST",
  paths: paths("/client_secrets"),
  dialect: openaiChat,
  async reply(rt, caller, _params, req) {
    const body = await bodyOf(req)
    const session = body.session === undefined ? {} : asObject(body.session)
    if (session === null) throw wrong("session", 'session is an object: {type: "realtime", model: …}.')
    // LiteLLM's callers name the model beside the session.
    const named = typeof body.model === "string" && session.model === undefined ? { model: body.model } : {}
    const full: Json = { type: "realtime", ...session, ...named }
    const { value, expiresAt } = await made(rt, caller, full, secondsOf(body.expires_after))
    return json(200, { value, expires_at: expiresAt, session: described(full) })
  },
}

/** POST /v1/realtime/sessions: the same in the shape of the API's beta. */
export const realtimeSessions: RawOperation = {
  kind: "raw",
  id: "realtime.sessions",
  callType: "acreate_realtime_client_secret",
  method: "POST",
  paths: paths("/sessions"),
  dialect: openaiChat,
  async reply(rt, caller, _params, req) {
    const { expires_after: expiry, client_secret: older, ...session } = await bodyOf(req)
    const seconds = secondsOf(expiry ?? asObject(older)?.expires_after)
    const { value, expiresAt } = await made(rt, caller, session, seconds)
    return json(200, { ...described(session), client_secret: { value, expires_at: expiresAt } })
  },
}

async function bodyOf(req: Incoming): Promise<Json> {
  const text = (await req.bytes(MAX_BODY_BYTES)).toString("utf8")
  let body: Json | null = null
  try {
    body = text.trim() === "" ? {} : asObject(JSON.parse(text))
  } catch {
    // Said below.
  }
  if (body === null) throw wrong(undefined, "The request body is not a JSON object.")
  return body
}

async function made(rt: Runtime, caller: Caller, session: Json, seconds: number) {
  const model = modelIn(session)
  if (model === null || model === "") throw wrong("session.model", "Name the model: session.model is required.")
  const group = aliased(caller, model)
  const { accessGroups } = rt.routing.groups
  authorizeModel(caller, group, accessGroups) // 403
  planRoute(rt.routing, group, {}, (name) => mayUseModel(caller, name, accessGroups)) // 404
  const { value, expiresAtMs } = await rt.realtimeSecrets.make({ keyId: caller.keyId, session }, seconds)
  return { value, expiresAt: Math.floor(expiresAtMs / 1000) }
}

function described(session: Json): Json {
  const id = `sess_${randomBytes(16).toString("base64url")}`
  return { id, object: "realtime.session", ...session }
}

function secondsOf(given: unknown): number {
  if (given === undefined || given === null) return SECONDS.usual
  const { anchor, seconds = SECONDS.usual } = asObject(given) ?? {}
  if (anchor !== undefined && anchor !== "created_at")
    throw wrong("expires_after.anchor", 'expires_after.anchor is "created_at".')
  if (typeof seconds !== "number" || seconds < SECONDS.least || seconds > SECONDS.most)
    throw wrong("expires_after.seconds", `expires_after.seconds is a number from ${SECONDS.least} to ${SECONDS.most}.`)
  return seconds
}

function wrong(param: string | undefined, say: string): GatewayError {
  return new GatewayError("invalid_request", say, param === undefined ? {} : { param })
}
