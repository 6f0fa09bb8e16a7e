import type { CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import type { Caller } from "#lib/identity/caller"
import type { Deployment } from "#lib/router/deployment"
import { asText, type Json } from "#lib/wire/read-json"
import { ownerOf } from "./owner-of"
import { addressOf } from "./provider-account"
import { copyAtProvider } from "./provider-files"
import type { Runtime } from "./runtime"

/** Fields of bodies and answers that name files. */
const FILE_FIELDS = new Set(["file_id", "file_ids", "training_file", "validation_file"])
/** Objects whose own id is that of a file. */
const FILES_THEMSELVES = new Set(["vector_store.file", "vector_store.file.deleted", "file"])

export interface Mapping {
  readonly rt: Runtime
  readonly caller: Caller
  readonly deployment: Deployment
  readonly signal: CancelSignal
}

/** A body with the caller's files named as the provider knows them; they are sent there first. Throws 404 naming the field. */
export async function withProviderFiles(mapping: Mapping, body: Json): Promise<Json> {
  const out: Json = { ...body }
  for (const [field, value] of Object.entries(body)) {
    if (field === "files" && Array.isArray(value))
      out[field] = await inTurn(value, async (each) =>
        typeof each === "object" && each !== null ? withProviderFiles(mapping, each as Json) : each,
      )
    if (!FILE_FIELDS.has(field)) continue
    if (typeof value === "string") out[field] = await providerFileId(mapping, value, field)
    else if (Array.isArray(value))
      out[field] = await inTurn(value, (each) => providerFileId(mapping, asText(each) ?? "", field))
  }
  return out
}

/** A file of the caller's as the provider knows it: a copy of ours, or one the provider made for them. Throws 404. */
export async function providerFileId(mapping: Mapping, id: string, param: string): Promise<string> {
  const { rt, caller, deployment, signal } = mapping
  const owner = ownerOf(caller)
  const file = id === "" || id.includes("\0") ? null : await rt.files.find(owner, id)
  if (file !== null) return copyAtProvider(rt, { owner, deployment, file, signal })
  const made = id.includes("\0") ? null : await rt.objects.find(owner, "file", id)
  if (made !== null && made.address === addressOf(deployment)) return made.id
  throw new GatewayError("not_found", `There is no file ${id.slice(0, 100)}. GET /v1/files lists yours.`, { param })
}

/** A provider's answer with copies named as the caller knows them. */
export async function withOwnFiles<T>(rt: Runtime, deployment: Deployment, answer: T): Promise<T> {
  const found = new Set<string>()
  walk(answer, (id) => {
    found.add(id)
    return id
  })
  const known = await rt.objects.localIds(addressOf(deployment) ?? "", [...found])
  return known.size === 0 ? answer : (walk(answer, (id) => known.get(id) ?? id) as T)
}

/** The same value with each id of a file replaced. */
function walk(value: unknown, change: (id: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => walk(each, change))
  if (typeof value !== "object" || value === null) return value
  const itself = FILES_THEMSELVES.has(String((value as Json).object))
  const entries = Object.entries(value).map(([field, inner]) => {
    const names = FILE_FIELDS.has(field) || (itself && field === "id")
    if (names && typeof inner === "string") return [field, change(inner)]
    if (names && Array.isArray(inner))
      return [field, inner.map((each) => (typeof each === "string" ? change(each) : each))]
    return [field, walk(inner, change)]
  })
  return Object.fromEntries(entries)
}

async function inTurn<T, R>(values: readonly T[], run: (value: T) => Promise<R>): Promise<R[]> {
  const out: R[] = []
  for (const value of values) out.push(await run(value))
  return out
}

/** As providers make ids: `vs_…`, `file-…`, `ftjob-…`. */
const ID = /\b(?:vs_|file-|ftjob-)[\w-]+/g
const MAX_IDS = 200

/** What in a text looks like an id a provider made. */
export function idsIn(text: string): string[] {
  return [...new Set([...text.matchAll(ID)].map(([id]) => id))].slice(0, MAX_IDS)
}
