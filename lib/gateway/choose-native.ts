import { linesOf } from "#lib/batches/read-requests"
import type { StoredFile } from "#lib/files/file-store"
import { aliased, authorizeModel } from "#lib/identity/access"
import type { Caller } from "#lib/identity/caller"
import type { Deployment } from "#lib/router/deployment"
import { modelNotFound } from "#lib/router/groups"
import { asObject, asText } from "#lib/wire/read-json"
import type { Choice } from "./choose-account"
import { addressOf } from "./provider-account"
import type { Runtime } from "./runtime"

/** Endpoints whose rows providers take as they are. */
const NATIVE = ["/v1/chat/completions", "/v1/responses", "/v1/completions", "/v1/embeddings", "/v1/moderations"]

interface Wanted {
  readonly choice: Choice
  readonly endpoint: string
  readonly file: StoredFile
}

/**
 * The deployment whose provider is to run a batch: of the model it is for, else of the provider it names and the model of its first
 * row. Null when nobody asked for that, or the provider has no batches: then it runs here. Throws 403, 404.
 */
export async function chooseNative(rt: Runtime, caller: Caller, wanted: Wanted): Promise<Deployment | null> {
  const { choice, endpoint, file } = wanted
  const model = choice.model ?? file.targetModel
  if (model === null && choice.provider === null) return null
  const asked = model ?? (await modelOfFirstRow(rt, file))
  if (asked === null) return null
  const group = aliased(caller, asked)
  authorizeModel(caller, group, rt.routing.groups.accessGroups)
  const found = rt.routing.groups.find(group)
  if (found === null) throw rt.routing.groups.whyNot(group) ?? modelNotFound(asked, [])
  if (!NATIVE.includes(endpoint)) return null
  const isOf = (each: Deployment) => choice.provider === null || each.provider.id === choice.provider
  return found.find((each) => addressOf(each) !== null && isOf(each)) ?? null
}

async function modelOfFirstRow(rt: Runtime, file: StoredFile): Promise<string | null> {
  try {
    for await (const { text } of linesOf(rt.files.content(file)))
      return asText(asObject(asObject(JSON.parse(text))?.body)?.model)
  } catch {
    // A first line that is no request is told of when the batch is read.
  }
  return null
}
