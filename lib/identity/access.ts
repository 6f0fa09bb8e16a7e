import { GatewayError } from "#lib/core/errors"
import { globMatch } from "#lib/core/glob"
import type { Account } from "./account"
import type { Caller } from "./caller"
import { routeAllows } from "./route-groups"

/** The access groups a model is in: `model_info.access_groups` of its deployments. */
export type AccessGroupsOf = (model: string) => readonly string[]
const NO_GROUPS: AccessGroupsOf = () => []

/** May this caller use this model group? Its key and everyone the key belongs to must allow it; no list allows all. */
export function mayUseModel(caller: Caller, group: string, groupsOf = NO_GROUPS): boolean {
  const { key } = caller
  if (key === null) return true
  return allows(key.models, group, groupsOf) && key.accounts.every(({ models }) => allows(models, group, groupsOf))
}

/** LiteLLM's names that restrict nothing by themselves: the team's own list holds beside a key's. */
const ALL_MODELS = ["all-proxy-models", "all-team-models"]

/** Does such a list let this model in? None lets every model in; entries may be wildcards, or access groups the model is in. */
export function allows(models: readonly string[], group: string, groupsOf = NO_GROUPS): boolean {
  if (models.length === 0) return true
  const named = models.some(
    (allowed) =>
      allowed === group || ALL_MODELS.includes(allowed) || (allowed.includes("*") && globMatch(allowed, group)),
  )
  return named || groupsOf(group).some((each) => models.includes(each))
}

/** What somebody who may only look on may call besides the management API: the lists of models. */
const LOOKING = ["/v1/models", "/v1/models/:model", "/v1beta/models", "/v1beta/models/:model", "/health"]

/** May this caller call this path? */
export function mayCallRoute(caller: Caller, path: string): boolean {
  if (caller.key === null) return true
  const { allowedRoutes, userRole } = caller.key
  if (userRole === "proxy_admin_viewer" && !LOOKING.includes(path)) return false
  return allowedRoutes.length === 0 || allowedRoutes.some((entry) => routeAllows(entry, path))
}

/** Throws 403 when the key's `allowed_routes` leave out this path of the management API (its pattern: `/key/:key/regenerate`). */
export function authorizeManagement({ key }: Caller, path: string): void {
  if (key === null || key.allowedRoutes.length === 0) return
  if (key.allowedRoutes.some((entry) => routeAllows(entry, path))) return
  const say = `This key may not call ${path}. It is allowed: ${key.allowedRoutes.join(", ")}.`
  throw new GatewayError("route_access_denied", say)
}

/** The model group a key means by this name (its own aliases first). */
export function aliased(caller: Caller, model: string): string {
  const aliases = caller.key?.aliases
  return aliases !== undefined && Object.hasOwn(aliases, model) ? (aliases[model] ?? model) : model
}

/** Throws 403 unless the caller may call one of these names of the same endpoint; the first is the canonical one. */
export function authorizeRoute(caller: Caller, paths: readonly string[]): void {
  if (paths.some((path) => mayCallRoute(caller, path))) return
  const [path] = paths
  if (caller.key?.userRole === "proxy_admin_viewer") {
    const say = `This key belongs to a viewer (proxy_admin_viewer), who may look at everything and ask no model: not ${path}.`
    throw new GatewayError("route_access_denied", say)
  }
  throw new GatewayError(
    "route_access_denied",
    `This key may not call ${path}. It is allowed: ${caller.key?.allowedRoutes.join(", ")}.`,
  )
}

/** Throws 403 unless the caller may use this model, naming who does not allow it and what they allow. */
export function authorizeModel(caller: Caller, model: string, groupsOf = NO_GROUPS): void {
  if (mayUseModel(caller, model, groupsOf)) return
  const account = caller.key?.accounts.find(({ models }) => !allows(models, model, groupsOf))
  const own = caller.key !== null && !allows(caller.key.models, model, groupsOf)
  const who = own || account === undefined ? "This key" : `The ${account.kind} ${account.alias ?? account.id}`
  const models = (own ? caller.key?.models : account?.models) ?? []
  const say = `${who} has no access to the model "${model.slice(0, 200)}". It may use: ${models.slice(0, 20).join(", ")}.`
  throw new GatewayError("model_access_denied", say, { param: "model" })
}

/** Throws 401 when someone the request is charged to is blocked. */
export function authorizeAccounts(accounts: readonly Account[]): void {
  const blocked = accounts.find((account) => account.blocked)
  if (blocked === undefined) return
  const say = `The ${blocked.kind} ${blocked.alias ?? blocked.id} is blocked. An admin can unblock it.`
  throw new GatewayError("blocked_key", say)
}
