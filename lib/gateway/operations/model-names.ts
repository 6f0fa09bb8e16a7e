import type { Runtime } from "#lib/gateway/runtime"
import { mayUseModel } from "#lib/identity/access"
import type { Caller } from "#lib/identity/caller"

/**
 * The caller's aliases, the groups it may use, what its list names of a wildcard group, and what the catalog knows of it. With
 * `patterns` the wildcards themselves too (LiteLLM's `return_wildcard_routes`).
 */
export function modelNames(rt: Runtime, caller: Caller, { patterns = false } = {}): string[] {
  const { groups } = rt.routing
  const own = Object.keys(caller.key?.aliases ?? {})
  const granted = (caller.key?.models ?? []).filter((name) => !name.includes("*") && groups.find(name) !== null)
  return [
    ...new Set([
      ...own,
      ...groups.names.filter(
        (name) => (patterns || !name.includes("*")) && mayUseModel(caller, name, groups.accessGroups),
      ),
      ...granted,
      ...groups.wildcardModels().filter((name) => mayUseModel(caller, name, groups.accessGroups)),
    ]),
  ]
}
