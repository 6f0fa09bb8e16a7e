import { GatewayError } from "#lib/core/errors"
import { idsIn } from "#lib/gateway/object-ids"
import type { Parsed } from "#lib/gateway/operation"
import { ownerOf } from "#lib/gateway/owner-of"
import type { Runtime } from "#lib/gateway/runtime"
import { aliased } from "#lib/identity/access"
import type { Caller } from "#lib/identity/caller"
import type { Turn } from "#lib/responses/response-store"
import { asText } from "#lib/wire/read-json"
import { inputItems, saidIn } from "./responses-items"
import { parseResponses } from "./responses-parse"

/**
 * Puts what `previous_response_id` names in its place. The turn before goes to the deployment that has it, when its provider
 * keeps it and the model asked for is still served there; else all earlier turns are sent as `input`. Throws 404 for what is not
 * there or is somebody else's, 413 when it has become too long.
 */
export async function recallResponses(parsed: Parsed, rt: Runtime, caller: Caller): Promise<Parsed> {
  const { json } = parsed.body
  await refuseForeign(parsed.body.text, rt, caller)
  const previousId = json.previous_response_id
  if (previousId === undefined || previousId === null) return parsed
  if (typeof previousId !== "string" || previousId === "")
    throw new GatewayError("invalid_request", "`previous_response_id` must be the id of a response.", {
      param: "previous_response_id",
    })
  const turns = await chainOf(rt, caller, { id: previousId, param: "previous_response_id" })
  const last = turns.at(-1)
  const model = aliased(caller, parsed.body.model)
  if (last?.atProvider === true && serves(rt, model, last.deploymentId))
    return { ...parsed, routing: { ...parsed.routing, deployment: last.deploymentId }, continues: { previousId } }
  const { previous_response_id: _replaced, ...rest } = json
  const said = { ...rest, input: [...saidIn(turns), ...inputItems(json.input)] }
  const again = parseResponses(JSON.stringify(said), null)
  return { ...again, continues: { previousId, own: json.input } }
}

/** The turns of the caller's up to this one. Throws 404 (`param` names the field), 413. */
export async function chainOf(
  rt: Runtime,
  caller: Caller,
  { id, param }: { readonly id: string; readonly param: string },
): Promise<readonly Turn[]> {
  const found = id.includes("\0")
    ? { missing: id }
    : await rt.responses.chain(ownerOf(caller), id, rt.rules.maxBodyBytes)
  if ("turns" in found) return found.turns
  if ("tooLarge" in found) {
    const most = Math.round(rt.rules.maxBodyBytes / 1024 / 1024)
    const say = `What was said up to ${id.slice(0, 100)} is more than ${most} MB (general_settings.max_request_size_mb). Begin anew with a summary of it.`
    throw new GatewayError("body_too_large", say, { param })
  }
  throw found.missing === id ? noResponse(id, param) : cut(id, param)
}

/** 404: there is none, it is kept no more, or it is somebody else's. */
export function noResponse(id: string, param: string): GatewayError {
  const say = `There is no response ${id.slice(0, 100)}: it was not stored (\`store: false\`), has expired or was deleted. Send the earlier turns in \`input\`.`
  return new GatewayError("not_found", say, { param })
}

function cut(id: string, param: string): GatewayError {
  const say = `An earlier turn of ${id.slice(0, 100)} is kept no more: it has expired or was deleted. Send the earlier turns in \`input\`.`
  return new GatewayError("not_found", say, { param })
}

function serves(rt: Runtime, model: string, deploymentId: string): boolean {
  return rt.routing.groups.find(model)?.some(({ id }) => id === deploymentId) === true
}

/** The turn's own input: what the client sent, without what was put before it. */
export function ownInput({ body, continues }: Parsed): unknown {
  return continues !== undefined && "own" in continues ? continues.own : body.json.input
}

/** Did the client leave it to be kept? OpenAI keeps unless told otherwise. */
export function wantsKept({ body }: Parsed): boolean {
  return body.json.store !== false && asText(body.json.model) !== null
}

/** What a request names of a provider's, among others its vector stores, may be somebody else's in the same account. Throws 404. */
async function refuseForeign(text: string, rt: Runtime, caller: Caller): Promise<void> {
  if (!text.includes('"vs_') && !text.includes('"file-')) return
  const foreign = await rt.objects.foreign(ownerOf(caller), idsIn(text))
  if (foreign !== null) throw new GatewayError("not_found", `There is no ${foreign.slice(0, 100)} of yours.`)
}
