import { GatewayError } from "#lib/core/errors"
import type { LocalOperation } from "#lib/gateway/operation"
import type { Runtime } from "#lib/gateway/runtime"
import { mayUseModel } from "#lib/identity/access"
import type { Caller } from "#lib/identity/caller"
import { modelNotFound } from "#lib/router/groups"
import { gemini } from "#lib/wire/gemini/dialect"
import type { Json } from "#lib/wire/read-json"
import { modelNames } from "./model-names"

const METHODS = ["generateContent", "countTokens"]

/** GET /v1beta/models: what this caller may use, in Google's shape; all on one page. */
export const geminiModels: LocalOperation = {
  kind: "local",
  id: "gemini_models",
  callType: "list_models",
  method: "GET",
  paths: ["/v1beta/models", "/v1alpha/models"],
  dialect: gemini,
  keyParam: "key",
  run: geminiModelList,
}

/** GET /v1beta/models/{model}: one of them. */
export const geminiModel: LocalOperation = {
  ...geminiModels,
  id: "gemini_model",
  callType: "retrieve_model",
  paths: ["/v1beta/models/:model", "/v1alpha/models/:model"],
  run: geminiModelEntry,
}

/** What this caller may use, in Google's shape. */
export function geminiModelList(rt: Runtime, caller: Caller): Json {
  return { models: modelNames(rt, caller).map((name) => entry(rt, name)) }
}

/** One of them. Throws 404. */
export function geminiModelEntry(rt: Runtime, caller: Caller, { model }: Readonly<Record<string, string>>): Json {
  if (model === undefined) throw new GatewayError("invalid_request", "Name a model: GET /v1beta/models/{model}.")
  const listed = modelNames(rt, caller)
  if (
    !listed.includes(model) &&
    !(mayUseModel(caller, model, rt.routing.groups.accessGroups) && rt.routing.groups.find(model) !== null)
  )
    throw modelNotFound(model, listed)
  return entry(rt, model)
}

/** As far as the deployments of the group say; a limit is the least of theirs. */
function entry(rt: Runtime, name: string): Json {
  const deployments = rt.routing.groups.find(name) ?? []
  const least = (limits: readonly (number | null)[]) => {
    const known = limits.filter((limit) => limit !== null)
    return known.length === 0 ? undefined : Math.min(...known)
  }
  return {
    name: `models/${name}`,
    displayName: name,
    inputTokenLimit: least(deployments.map(({ maxInputTokens }) => maxInputTokens)),
    outputTokenLimit: least(deployments.map(({ maxOutputTokens }) => maxOutputTokens)),
    supportedGenerationMethods: METHODS,
  }
}
