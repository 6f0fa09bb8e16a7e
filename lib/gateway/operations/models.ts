import { GatewayError } from "#lib/core/errors"
import type { LocalOperation } from "#lib/gateway/operation"
import type { Runtime } from "#lib/gateway/runtime"
import { mayUseModel } from "#lib/identity/access"
import type { Caller } from "#lib/identity/caller"
import { modelNotFound } from "#lib/router/groups"
import { openaiChat } from "#lib/wire/openai-chat/dialect"

/** `created` of every entry: OpenAI's field is mandatory and we know no better date. */
const CREATED = 1_677_610_602

const entry = (id: string) => ({ id, object: "model", created: CREATED, owned_by: "openai" })

/** The caller's aliases, the groups it may use, and what its list names of a wildcard group. */
function names(rt: Runtime, caller: Caller): string[] {
  const { groups } = rt.routing
  const own = Object.keys(caller.key?.aliases ?? {})
  const granted = (caller.key?.models ?? []).filter((name) => !name.includes("*") && groups.find(name) !== null)
  return [
    ...new Set([
      ...own,
      ...groups.names.filter((name) => !name.includes("*") && mayUseModel(caller, name)),
      ...granted,
    ]),
  ]
}

/** GET /v1/models: what this caller may use. */
export const models: LocalOperation = {
  kind: "local",
  id: "models",
  callType: "list_models",
  method: "GET",
  paths: ["/v1/models", "/models"],
  dialect: openaiChat,
  run: (rt, caller) => ({ object: "list", data: names(rt, caller).map(entry) }),
}

/** GET /v1/models/{id}: one of them; the id may contain slashes. */
export const model: LocalOperation = {
  kind: "local",
  id: "model",
  callType: "retrieve_model",
  method: "GET",
  paths: ["/v1/models/:model", "/models/:model"],
  dialect: openaiChat,
  run(rt, caller, params) {
    const id = params.model
    if (id === undefined) throw new GatewayError("invalid_request", "Name a model: GET /v1/models/{id}.")
    const listed = names(rt, caller)
    if (!listed.includes(id) && !(mayUseModel(caller, id) && rt.routing.groups.find(id) !== null))
      throw modelNotFound(id, listed)
    return entry(id)
  },
}
