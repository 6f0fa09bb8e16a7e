import { GatewayError } from "#lib/core/errors"
import { type Incoming, json, type Reply } from "#lib/core/http"
import { encodeSse } from "#lib/core/sse"
import { isBeingMade, learn } from "#lib/gateway/late-response"
import type { RawOperation } from "#lib/gateway/operation"
import { ownerOf } from "#lib/gateway/owner-of"
import { pageQuery } from "#lib/gateway/page-query"
import { queryOf } from "#lib/gateway/query-of"
import type { Runtime } from "#lib/gateway/runtime"
import type { Caller } from "#lib/identity/caller"
import type { Turn } from "#lib/responses/response-store"
import { openaiResponses } from "#lib/wire/openai-responses/dialect"
import { replayResponse } from "#lib/wire/openai-responses/replay"
import { askResponse } from "./responses-at-provider"
import { listedItems } from "./responses-items"
import { chainOf, noResponse } from "./responses-recall"

const MAX_LISTED = 100

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
    const after = replayAfter(req) // 400
    const turn = await ownResponse(rt, caller, params.response_id)
    const running = turn.atProvider && isBeingMade(turn.response)
    const now = running ? await askResponse(rt, turn, { method: "GET", signal: req.signal }) : null
    if (now !== null) await learn(rt, turn, now)
    const response = now ?? turn.response
    return after === null ? json(200, response) : replayed(response, after) // 409
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
    await learn(rt, turn, now)
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

/** The sequence number after which a stream is wanted (`stream=true`, `starting_after`); null = none is. Throws 400. */
function replayAfter(req: Incoming): number | null {
  const query = queryOf(req)
  if (query.get("stream") !== "true") return null
  const text = query.get("starting_after")
  const after = text === null || text === "" ? -1 : Number(text)
  if (Number.isInteger(after) && after >= -1) return after
  const say = "`starting_after` must be the sequence number of an event: a whole number."
  throw new GatewayError("invalid_request", say, { param: "starting_after" })
}

/** A response that is whole, as the events of a stream. Throws 409 while it is still being made. */
function replayed(response: Turn["response"], after: number): Reply {
  if (isBeingMade(response)) {
    const say = "This response is still being made. Ask again without `stream`, or when its status is `completed`."
    throw new GatewayError("conflict", say, { param: "stream" })
  }
  const body = replayResponse(response, after).map(encodeSse).join("")
  return {
    status: 200,
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" },
    body,
  }
}
