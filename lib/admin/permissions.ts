import type { Caller } from "#lib/identity/caller"

/** What an endpoint needs of its caller. An endpoint without one does not compile, so nothing is open by omission. */
export type Permission =
  | "keys:read-own"
  | "keys:read"
  | "keys:write"
  | "teams:read"
  | "teams:write"
  | "organizations:read"
  | "organizations:write"
  | "users:read"
  | "users:write"
  | "customers:read"
  | "customers:write"
  | "tags:read"
  | "tags:write"
  | "budgets:read"
  | "budgets:write"
  | "models:read"
  | "models:write"
  | "models:test"
  | "logs:read"
  | "usage:read"
  | "config:write"
  | "planned"

/** All a plain virtual key may do here: look at itself and at the models it may call. */
const OF_A_KEY: readonly Permission[] = ["keys:read-own", "models:read"]

/** May this caller do that? The admin may do all; every other role has what is listed and nothing else. */
export function permits(caller: Caller, needed: Permission): boolean {
  return caller.role === "proxy_admin" || OF_A_KEY.includes(needed)
}

/** Is the caller limited to what belongs to its own key? */
export function isLimited(caller: Caller): boolean {
  return caller.role !== "proxy_admin"
}
