import type { CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import { type Incoming, json, type Reply } from "#lib/core/http"
import type { ObjectPage, ProviderObject } from "#lib/files/provider-objects"
import { CHOOSING } from "#lib/gateway/choose-account"
import { providerFileId, withOwnFiles } from "#lib/gateway/object-ids"
import { ownerOf } from "#lib/gateway/owner-of"
import { askAccount, deploymentHolding } from "#lib/gateway/provider-account"
import { queryOf } from "#lib/gateway/query-of"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { asObject, asText, type Json, parseJson } from "#lib/wire/read-json"
import type { AskedOne, Asking } from "./kept-objects-own"

const MAX_BYTES = 256 * 1024 * 1024
const AT_ONCE = 8

interface Reading extends Asking {
  readonly signal: CancelSignal
}

/** The caller's own, each as its provider has it now; what is gone there is forgotten here. */
export async function listOwn(reading: Reading, page: ObjectPage): Promise<Json> {
  const { rt, caller, kind } = reading
  const { objects, more } = await rt.objects.list(ownerOf(caller), kind.kind, page)
  const data: Json[] = []
  for (let from = 0; from < objects.length; from += AT_ONCE) {
    const some = await Promise.all(objects.slice(from, from + AT_ONCE).map((object) => asItIs(reading, object)))
    data.push(...some.filter((each) => each !== null))
  }
  const ends = { first_id: objects[0]?.id ?? null, last_id: objects.at(-1)?.id ?? null }
  return { object: "list", data, ...ends, has_more: more }
}

async function asItIs({ rt, caller, kind, signal }: Reading, object: ProviderObject): Promise<Json | null> {
  const deployment = deploymentHolding(rt, object)
  if (deployment === null) return null
  const path = `${kind.path}/${encodeURIComponent(object.id)}`
  const upstream = await askAccount(rt, deployment, { method: "GET", path, signal })
  const text = (await upstream.body.readAll(MAX_BYTES)).toString("utf8")
  if (upstream.status === 404) {
    await rt.objects.remove(kind.kind, object.id)
    return null
  }
  if (upstream.status >= 300) throw openaiChat.toHub.error(upstream.status, text)
  const answer = asObject(parseJson(text))
  if (answer === null) throw new GatewayError("upstream_failed", "The provider sent something that is no JSON object.")
  await bindResults({ rt, caller, kind }, object, answer)
  return withOwnFiles(rt, deployment, answer)
}

interface Read extends AskedOne {
  readonly method: "GET" | "DELETE"
  readonly req: Incoming
}

/** A question about one thing of the caller's, and the provider's answer with our names of files in it. */
export async function forwardRead(reading: Reading, { object, deployment, below, method, req }: Read): Promise<Reply> {
  const { rt, caller, kind, signal } = reading
  const named = [...below]
  const [collection, file] = below
  if (collection === "files" && file !== undefined)
    named[1] = await providerFileId({ rt, caller, deployment, signal }, file, "file_id")
  const query = queryOf(req)
  for (const name of CHOOSING) query.delete(name)
  const rest = named.map((segment) => `/${encodeURIComponent(segment)}`).join("")
  const search = query.size === 0 ? "" : `?${query.toString()}`
  const path = `${kind.path}/${encodeURIComponent(object.id)}${rest}${search}`
  const upstream = await askAccount(rt, deployment, { method, path, signal })
  const bytes = await upstream.body.readAll(MAX_BYTES)
  const text = bytes.toString("utf8")
  if (upstream.status >= 300) throw openaiChat.toHub.error(upstream.status, text)
  if (method === "DELETE" && below.length === 0) await rt.objects.remove(kind.kind, object.id)
  const answer = jsonIn(upstream.header("content-type"), text)
  if (answer === null) return { status: 200, headers: { "content-type": "application/octet-stream" }, body: bytes }
  if (below.length === 0) await bindResults({ rt, caller, kind }, object, answer)
  return json(200, await withOwnFiles(rt, deployment, answer))
}

function jsonIn(contentType: string | null, text: string): Json | null {
  return /[/+]json\b/i.test(contentType ?? "") ? asObject(parseJson(text)) : null
}

/** Files a provider made of something belong to whom that belongs to: `result_files` of a fine-tuning job. */
async function bindResults({ rt, caller }: Asking, object: ProviderObject, answer: Json): Promise<void> {
  const owner = ownerOf(caller)
  const { deploymentId, address } = object
  const results = Array.isArray(answer.result_files) ? answer.result_files : []
  for (const id of results.map(asText))
    if (id !== null && !owner.all)
      await rt.objects.bind(owner, { kind: "file", id, deploymentId, address, localId: null })
}
