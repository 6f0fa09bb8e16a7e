import { Cancel } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import type { Reply } from "#lib/core/http"
import { CHOOSING } from "#lib/gateway/choose-account"
import { withOwnFiles, withProviderFiles } from "#lib/gateway/object-ids"
import { ownerOf } from "#lib/gateway/owner-of"
import { authorizeModelPassed } from "#lib/gateway/pass-through"
import { addressOf, askAccount } from "#lib/gateway/provider-account"
import { type Relaying, relayTo, type Target } from "#lib/gateway/relay-to"
import type { Deployment } from "#lib/router/deployment"
import { asObject, asText, type Json, parseJson } from "#lib/wire/read-json"
import type { KeptKind } from "./kept-kind"
import type { AskedOne } from "./kept-objects-own"

/** What is to be made must be bound to its owner, also when the client has gone. */
const NEVER = new Cancel()
const HEADERS = ["idempotency-key", "openai-beta"]

interface Making {
  readonly kind: KeptKind
  readonly deployment: Deployment
  readonly body: Json
}

/** Makes one in the provider's account and binds it to the caller before the answer leaves. */
export async function createObject(relaying: Relaying, { kind, deployment, body }: Making): Promise<Reply> {
  const { rt, caller, req } = relaying
  const named = kind.made?.(body, deployment) ?? body
  authorizeModelPassed(rt, caller, { model: asText(named.model), deployment, nameless: true }) // 403
  const sent = await withProviderFiles({ rt, caller, deployment, signal: req.signal }, named) // 404
  const reply = await relayTo(
    relaying,
    targetOf(relaying, { path: kind.path, deployment, body: sent, name: kind.kind }),
  )
  if (reply.status >= 300) return reply
  const made = answerOf(reply)
  const id = asText(made?.id)
  if (made === null || id === null)
    throw new GatewayError("upstream_failed", `The provider made a ${kind.word} and gave it no id.`)
  const address = addressOf(deployment) ?? ""
  const object = { kind: kind.kind, id, deploymentId: deployment.id, address, localId: null }
  const bound = await rt.objects.bind(ownerOf(caller), object).catch(async (e: unknown) => {
    await forget(relaying, deployment, `${kind.path}/${encodeURIComponent(id)}`)
    throw e
  })
  if (!bound) throw new GatewayError("upstream_failed", `The provider gave the ${kind.word} an id that is taken.`)
  return { ...reply, body: JSON.stringify(await withOwnFiles(rt, deployment, made)) }
}

/** Asks something of one of the caller's. */
export async function forwardPost(
  relaying: Relaying,
  { kind, object, deployment, below, body }: AskedOne & { readonly kind: KeptKind; readonly body: Json },
): Promise<Reply> {
  const { rt, caller, req } = relaying
  const sent = await withProviderFiles({ rt, caller, deployment, signal: req.signal }, body) // 404
  const rest = below.map((segment) => `/${encodeURIComponent(segment)}`).join("")
  const path = `${kind.path}/${encodeURIComponent(object.id)}${rest}`
  const reply = await relayTo(relaying, targetOf(relaying, { path, deployment, body: sent, name: kind.kind }))
  const answer = reply.status >= 300 ? null : answerOf(reply)
  return answer === null ? reply : { ...reply, body: JSON.stringify(await withOwnFiles(rt, deployment, answer)) }
}

interface Sent {
  readonly path: string
  readonly deployment: Deployment
  readonly body: Json
  readonly name: string
}

/** What it costs is not in the answer, and nobody lists it by the call: its row says that its price is not known. */
function targetOf({ req }: Relaying, { path, deployment, body, name }: Sent): Target {
  const json = Object.fromEntries(Object.entries(body).filter(([field]) => !CHOOSING.includes(field)))
  const passed = {
    endpoint: path,
    search: "",
    body: Buffer.from(JSON.stringify(json)),
    json,
    contentType: "application/json",
    model: asText(json.model),
    stream: false,
  }
  const given = HEADERS.map((header) => [header, req.headers.get(header)] as const)
  const headers = Object.fromEntries(given.filter((pair): pair is [string, string] => pair[1] !== null))
  return {
    passed,
    deployment: { ...deployment, price: null },
    path: `${deployment.objectsPath ?? ""}${path}`,
    headers: { ...headers, ...deployment.headers },
    name,
    flat: true,
    signal: NEVER,
  }
}

function answerOf({ body }: Reply): Json | null {
  const text = typeof body === "string" ? body : body instanceof Uint8Array ? Buffer.from(body).toString("utf8") : ""
  return asObject(parseJson(text))
}

/** Nobody could ever name it. */
async function forget({ rt }: Relaying, deployment: Deployment, path: string): Promise<void> {
  try {
    await (await askAccount(rt, deployment, { method: "DELETE", path, signal: NEVER })).body.readAll(1024 * 1024)
  } catch (e) {
    rt.log.warn("something made at a provider could not be bound to its owner, nor deleted", { path, error: String(e) })
  }
}
