import { GatewayError } from "#lib/core/errors"
import { allows } from "#lib/identity/access"
import type { Caller } from "#lib/identity/caller"
import type { Deployment } from "#lib/router/deployment"
import { passedPath } from "#lib/router/pass-through"
import { idsIn } from "./object-ids"
import type { ModelOperation } from "./operation"
import { ownerOf } from "./owner-of"
import { type Passed, passedHeaders, readPassed, responsesNamedIn } from "./passed-request"
import type { Relay } from "./relay"
import { relayTo } from "./relay-to"
import type { Runtime } from "./runtime"

/**
 * One call to a provider's own API: its path, body and answer as they are, with the gateway's key for that provider. Known, limited,
 * billed and logged like any other.
 */
export function passThrough(op: ModelOperation, prefix: string): Relay {
  return async (req, rt, call, params) => {
    const { caller } = call
    if (caller === null) throw new GatewayError("internal", "A call was passed on for nobody.")
    const passed = await readPassed(req, `/${params.endpoint ?? ""}`, rt.rules.maxBodyBytes) // 400, 413
    const deployment = rt.routing.passThrough?.(prefix, passed.model) ?? null
    if (deployment === null) throw noKey(prefix) // 404
    await authorizePassed(rt, caller, passed, deployment) // 403, 404
    const path = `${passedPath(deployment, passed.endpoint)}${passed.search}`
    const headers = passedHeaders(req, deployment.headers, passed.body !== null)
    return await relayTo({ op, req, rt, call, caller }, { passed, deployment, path, headers, name: prefix })
  }
}

function noKey(prefix: string): GatewayError {
  const say = `There is no key for /${prefix} here. Its admin adds a model of that provider to model_list, or sets the provider's environment variable.`
  return new GatewayError("not_found", say)
}

/** A key that may use some models only may name them here as the provider does; and nobody may name somebody else's response. */
async function authorizePassed(rt: Runtime, caller: Caller, passed: Passed, deployment: Deployment): Promise<void> {
  for (const id of responsesNamedIn(passed))
    if ((await rt.responses.find(ownerOf(caller), id)) === null)
      throw new GatewayError("not_found", `There is no response ${id.slice(0, 100)} of yours.`)
  await keepApart(rt, caller, passed, deployment)
  authorizeModelPassed(rt, caller, { model: passed.model, deployment })
}

/**
 * What a provider keeps in one account, for everybody, is reached through our own endpoints, where each sees their own; the provider's
 * lists would show all of it, and an id in a path somebody else's. Throws 404.
 */
async function keepApart(rt: Runtime, caller: Caller, passed: Passed, deployment: Deployment): Promise<void> {
  if (caller.role === "proxy_admin") return
  const path = decodeURIComponent(passed.endpoint)
  const kept = KEPT.exec(path)?.[1]
  if (deployment.objectsPath !== null && kept !== undefined) {
    const say = `What a provider keeps is reached at /v1/${kept} here, where each key sees its own.`
    throw new GatewayError("not_found", say)
  }
  const foreign = await rt.objects.foreign(ownerOf(caller), idsIn(`${path} ${JSON.stringify(passed.json)}`))
  if (foreign !== null) throw new GatewayError("not_found", `There is no ${foreign.slice(0, 100)} of yours.`)
}

const KEPT = /(?:^|\/)(files|batches|vector_stores|fine_tuning\/jobs)(?:\/|$)/i
/** Throws 403 unless the key may use the model a call names; `nameless`: one that names none is fine. */
export function authorizeModelPassed(
  rt: Runtime,
  { key }: Caller,
  { model, deployment, nameless = false }: NamedModel,
): void {
  if (key === null || (nameless && model === null)) return
  const groups = rt.routing.groups
  const same = groups.deployments.filter((each) => each.provider.id === deployment.provider.id && each.model === model)
  const names = model === null ? [] : [model, `${deployment.provider.id}/${model}`, ...same.map(({ group }) => group)]
  const lists = [key.models, ...key.accounts.map(({ models }) => models)].filter((models) => models.length > 0)
  if (model === null && (lists.length === 0 || lists.every((models) => allows(models, "*")))) return
  if (lists.every((models) => names.some((name) => allows(models, name, groups.accessGroups)))) return
  const what = model === null ? "and this call names none" : `not "${model.slice(0, 200)}"`
  const say = `This key may use certain models only, ${what}. It may use: ${(lists[0] ?? []).slice(0, 20).join(", ")}.`
  throw new GatewayError("model_access_denied", say, { param: "model" })
}

interface NamedModel {
  readonly model: string | null
  readonly deployment: Deployment
  readonly nameless?: boolean
}
