import type { Runtime } from "#lib/gateway/runtime"
import { mayUseModel } from "#lib/identity/access"
import type { Caller } from "#lib/identity/caller"

/** The caller's aliases, the groups it may use, and what its list names of a wildcard group. */
export function modelNames(rt: Runtime, caller: Caller): string[] {
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
