import { GatewayError } from "#lib/core/errors"
import { type Incoming, json } from "#lib/core/http"
import type { RawOperation } from "#lib/gateway/operation"
import { ownerOf } from "#lib/gateway/owner-of"
import { pageQuery } from "#lib/gateway/page-query"
import { queryOf } from "#lib/gateway/query-of"
import type { Runtime } from "#lib/gateway/runtime"
import type { Caller } from "#lib/identity/caller"
import type { Turn } from "#lib/responses/response-store"
import { openaiResponses } from "#lib/wire/openai-responses/dialect"
import { askResponse } from "./responses-at-provider"
import { listedItems } from "./responses-items"
import { chainOf, noResponse } from "./responses-recall"

const MAX_LISTED = 100
const RUNNING = ["queued", "in_progress"]

const pathsOf = (rest: string) => ["/v1/responses", "/responses", "/openai/v1/responses"].map((path) => path + rest)

/** GET /v1/responses/{id}: as it was answered; one that its provider still works on is asked for there. */
export const retrieveResponse: RawOperation = {
  kind: "raw",
  id: "responses.retrieve",
  callType: "aget_responses",
  method: "GET",
  paths: pathsOf("/:response_id"),
  dialect: openaiResponses,
  async reply(rt, caller, params, req) {
    refuseReplay(req)
    const turn = await ownResponse(rt, caller, params.response_id)
    if (!isRunning(turn)) return json(200, turn.response)
    const now = await askResponse(rt, turn, { method: "GET", signal: req.signal })
    if (now === null) return json(200, turn.response)
    await rt.responses.update(turn.id, now)
    return json(200, now)
  },
}

/** DELETE /v1/responses/{id}: here, and at the provider that keeps it too. */
export const deleteResponse: RawOperation = {
  kind: "raw",
  id: "responses.delete",
  callType: "adelete_responses",
  method: "DELETE",
  paths: pathsOf("/:response_id"),
  dialect: openaiResponses,
  async reply(rt, caller, params, req) {
    const turn = await ownResponse(rt, caller, params.response_id)
    if (turn.atProvider) await askResponse(rt, turn, { method: "DELETE", signal: req.signal, mayBeGone: true })
    await rt.responses.remove(turn.id)
    return json(200, { id: turn.id, object: "response", deleted: true })
  },
}

/** POST /v1/responses/{id}/cancel: ends what a provider works on in the background. */
export const cancelResponse: RawOperation = {
  kind: "raw",
  id: "responses.cancel",
  callType: "acancel_responses",
  method: "POST",
  paths: pathsOf("/:response_id/cancel"),
  dialect: openaiResponses,
  async reply(rt, caller, params, req) {
    const turn = await ownResponse(rt, caller, params.response_id)
    const say = `The response ${turn.id} was not made in the background (\`background: true\`), so there is nothing to cancel.`
    if (turn.response.background !== true) throw new GatewayError("invalid_request", say, { param: "response_id" })
    const now = turn.atProvider
      ? await askResponse(rt, turn, { method: "POST", path: "/cancel", signal: req.signal })
      : null
    if (now === null)
      throw new GatewayError("conflict", `The response ${turn.id} cannot be cancelled: its deployment is gone.`)
    await rt.responses.update(turn.id, now)
    return json(200, now)
  },
}

/** GET /v1/responses/{id}/input_items: what was said up to it, earlier turns included. */
export const responseInputItems: RawOperation = {
  kind: "raw",
  id: "responses.input_items",
  callType: "alist_input_items",
  method: "GET",
  paths: pathsOf("/:response_id/input_items"),
  dialect: openaiResponses,
  async reply(rt, caller, params, req) {
    const page = pageQuery(req, { limit: 20, most: MAX_LISTED })
    const id = params.response_id ?? ""
    const items = listedItems(await chainOf(rt, caller, { id, param: "response_id" }))
    const all = page.order === "desc" ? items.reverse() : items
    const from = page.after === null ? 0 : all.findIndex((item) => item.id === page.after) + 1
    if (page.after !== null && from === 0)
      throw new GatewayError("invalid_request", `\`after\` names no input item of ${id.slice(0, 100)}.`, {
        param: "after",
      })
    const data = all.slice(from, from + page.limit)
    return json(200, {
      object: "list",
      data,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
      has_more: from + page.limit < all.length,
    })
  },
}

/** A response of the caller's. Throws 404: somebody else's is as if it were not there. */
async function ownResponse(rt: Runtime, caller: Caller, id = ""): Promise<Turn> {
  const turn = id.includes("\0") ? null : await rt.responses.find(ownerOf(caller), id)
  if (turn === null) throw noResponse(id, "response_id")
  return turn
}

function isRunning({ atProvider, response }: Turn): boolean {
  return atProvider && RUNNING.includes(String(response.status))
}

function refuseReplay(req: Incoming): void {
  if (queryOf(req).get("stream") !== "true") return
  const say = "A response that was made is not streamed again. Leave `stream` out: the answer is the whole response."
  throw new GatewayError("invalid_request", say, { param: "stream" })
}
