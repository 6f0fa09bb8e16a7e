import { GatewayError } from "#lib/core/errors"
import type { Incoming } from "#lib/core/http"
import type { LocalOperation } from "#lib/gateway/operation"
import { queryOf } from "#lib/gateway/query-of"
import { mayUseModel } from "#lib/identity/access"
import { modelNotFound } from "#lib/router/groups"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { geminiModelEntry, geminiModelList } from "./generate-content-models"
import { modelNames } from "./model-names"

/** `created` of every entry: OpenAI's field is mandatory and we know no better date. */
const CREATED = 1_677_610_602

const entry = (id: string) => ({ id, object: "model", created: CREATED, owned_by: "openai" })

function wantsPatterns(req: Incoming): boolean {
  return queryOf(req).get("return_wildcard_routes") === "true"
}

/** GET /v1/models: what this caller may use. */
export const models: LocalOperation = {
  kind: "local",
  id: "models",
  callType: "list_models",
  method: "GET",
  paths: ["/v1/models", "/models"],
  dialect: openaiChat,
  // Google's clients ask at this path too, and are known by the header of their key.
  run: (rt, caller, _params, req) =>
    req.headers.get("x-goog-api-key") === null
      ? { object: "list", data: modelNames(rt, caller, { patterns: wantsPatterns(req) }).map(entry) }
      : geminiModelList(rt, caller),
}

/** GET /v1/models/{id}: one of them; the id may contain slashes. */
export const model: LocalOperation = {
  kind: "local",
  id: "model",
  callType: "retrieve_model",
  method: "GET",
  paths: ["/v1/models/:model", "/models/:model"],
  dialect: openaiChat,
  run(rt, caller, params, req) {
    if (req.headers.get("x-goog-api-key") !== null) return geminiModelEntry(rt, caller, params)
    const id = params.model
    if (id === undefined) throw new GatewayError("invalid_request", "Name a model: GET /v1/models/{id}.")
    const listed = modelNames(rt, caller)
    if (
      !listed.includes(id) &&
      !(mayUseModel(caller, id, rt.routing.groups.accessGroups) && rt.routing.groups.find(id) !== null)
    )
      throw modelNotFound(id, listed)
    return entry(id)
  },
}
