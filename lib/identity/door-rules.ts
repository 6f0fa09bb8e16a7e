import { GatewayError } from "#lib/core/errors"
import type { Caller } from "./caller"
import { routeAllows } from "./route-groups"

/** What the configuration says of everybody who comes in. Paths, wildcards and LiteLLM's groups of routes. */
export interface DoorRules {
  /** Paths that are served; null = all. */
  readonly served: readonly string[] | null
  /** Paths for the administrator alone. */
  readonly adminOnly: readonly string[]
  /** Paths that may be called without a key. */
  readonly open: readonly string[]
  /** Headers that name the customer a request is for, the first that is there counts. */
  readonly customerHeaders: readonly string[]
  /** Headers that name the user a request is counted for, in place of the key's. */
  readonly userHeaders: readonly string[]
  /** What every request that asks a model has to have: `user`, `metadata.generation_name`. */
  readonly required: readonly string[]
  /** The same of a service account's. */
  readonly requiredOfServices: readonly string[]
  /** Every such request has to say for whom it is. */
  readonly requireUser: boolean
}

const NONE: readonly string[] = []
/** Nothing is asked of anybody. */
export const OPEN_DOOR: DoorRules = {
  served: null,
  adminOnly: NONE,
  open: NONE,
  customerHeaders: NONE,
  userHeaders: NONE,
  required: NONE,
  requiredOfServices: NONE,
  requireUser: false,
}

/**
 * Throws 403 when this path is not served, or is the administrator's alone and somebody else calls. `paths` are the names of one
 * endpoint; one that is listed is enough.
 */
export function authorizeDoor(rules: DoorRules, caller: Caller, paths: readonly string[]): void {
  const { served, adminOnly } = rules
  if (served !== null && !lists(served, paths)) {
    const say = `Route ${paths[0]} not allowed: general_settings.allowed_routes of this gateway leaves it out.`
    throw new GatewayError("route_access_denied", say)
  }
  if (adminOnly.length === 0 || isAdmin(caller) || !lists(adminOnly, paths)) return
  const say = `Only a proxy admin may call ${paths[0]} (general_settings.admin_only_routes).`
  throw new GatewayError("route_access_denied", say)
}

function lists(entries: readonly string[], paths: readonly string[]): boolean {
  return paths.some((path) => entries.some((entry) => routeAllows(entry, path)))
}

function isAdmin({ role, key }: Caller): boolean {
  return role === "proxy_admin" || key?.userRole === "proxy_admin"
}

/** What somebody without a key is shown of the data plane, where the configuration lets them: lists, never a model's answer. */
const SHOWN = ["/v1/models", "/v1/models/:model", "/v1beta/models", "/v1beta/models/:model"]

/** May this path of the data plane be called without a key? */
export function isOpen({ open }: DoorRules, paths: readonly string[]): boolean {
  return open.length > 0 && SHOWN.includes(paths[0] ?? "") && lists(open, paths)
}

/** The same of the management API; what can be seen there without a key is what a user sees to whom nothing belongs. */
export function isOpenManagement({ open }: DoorRules, paths: readonly string[]): boolean {
  return open.length > 0 && lists(open, paths)
}
