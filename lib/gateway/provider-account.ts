import type { Readable } from "node:stream"
import type { CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import type { ProviderObject } from "#lib/files/provider-objects"
import type { Upstream } from "#lib/providers/send"
import { signed } from "#lib/router/ask-provider"
import type { Deployment } from "#lib/router/deployment"
import { PASS_THROUGH_PREFIXES } from "#lib/router/pass-through"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { asObject, type Json } from "#lib/wire/read-json"
import type { Runtime } from "./runtime"

const MAX_JSON_BYTES = 64 * 1024 * 1024

/** One request to the endpoints at which a provider keeps things. */
export interface AccountRequest {
  readonly method: "GET" | "POST" | "DELETE"
  /** Below the provider's endpoints, with its first slash and its query: `/files/file-1`. */
  readonly path: string
  /** JSON text, or anything else with its `content-type` in `headers`. */
  readonly body?: string | Readable | null
  readonly headers?: Readonly<Record<string, string>>
  readonly signal: CancelSignal
}

/** Where a deployment's provider keeps things; null when it keeps none. */
export function addressOf({ origin, objectsPath }: Pick<Deployment, "origin" | "objectsPath">): string | null {
  return objectsPath === null ? null : `${origin}${objectsPath}`
}

/** The deployment by which an object is reached: its own, else another one at the same address; null when there is none any more. */
export function deploymentHolding(
  rt: Pick<Runtime, "routing">,
  { deploymentId, address }: Pick<ProviderObject, "deploymentId" | "address">,
): Deployment | null {
  const { groups, passThrough } = rt.routing
  const own = groups.byId(deploymentId)
  if (own !== null && addressOf(own) === address) return own
  const other = groups.deployments.find((each) => addressOf(each) === address)
  if (other !== undefined) return other
  const given = PASS_THROUGH_PREFIXES.map((prefix) => passThrough?.(prefix, null) ?? null)
  return given.find((each) => each !== null && addressOf(each) === address) ?? null
}

/** Asks; the answer's head, whatever its status. Throws `upstream_unreachable`, `upstream_timeout`, `upstream_failed`, `client_closed`. */
export async function askAccount(
  rt: Pick<Runtime, "sender">,
  deployment: Deployment,
  request: AccountRequest,
): Promise<Upstream> {
  const { method, signal, body = null } = request
  const path = `${deployment.objectsPath ?? ""}${request.path}`
  const headers: Record<string, string> = { ...deployment.headers, ...request.headers }
  if (body === null) delete headers["content-type"]
  const text = typeof body === "string" ? body : null
  return await rt.sender.send({
    origin: deployment.origin,
    path,
    method,
    headers: await signed(deployment, { method, path, headers, body: text, signal }),
    body,
    signal,
    firstByteTimeoutMs: deployment.timeoutMs,
    idleTimeoutMs: deployment.timeoutMs,
  })
}

/** The same, read as a JSON object. Throws the provider's refusal as well, in its words. */
export async function jsonFromAccount(
  rt: Pick<Runtime, "sender">,
  deployment: Deployment,
  request: AccountRequest,
): Promise<Json> {
  const upstream = await askAccount(rt, deployment, request)
  const text = (await upstream.body.readAll(MAX_JSON_BYTES)).toString("utf8")
  if (upstream.status < 200 || upstream.status >= 300) throw openaiChat.toHub.error(upstream.status, text)
  const answer = parsed(text)
  if (answer === null) throw new GatewayError("upstream_failed", "The provider sent something that is no JSON object.")
  return answer
}

function parsed(text: string): Json | null {
  try {
    return asObject(JSON.parse(text))
  } catch {
    return null
  }
}
