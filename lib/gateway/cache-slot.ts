import { controlsOf } from "#lib/cache/controls"
import { cacheKey } from "#lib/cache/key"
import type { ResponseCache } from "#lib/cache/response-cache"
import type { Scope } from "#lib/cache/settings"
import type { CacheSlot } from "#lib/cache/slot"
import type { Caller } from "#lib/identity/caller"
import { groupOf, type Plan } from "#lib/router/plan"
import type { Call } from "./call"
import type { Parsed } from "./operation"

/** A request that was read, and where it would go. */
export interface Asked {
  readonly caller: Caller
  readonly parsed: Parsed
  readonly plan: Plan
}

/** Answers of these depend on more than the request says: a conversation kept elsewhere, work that goes on. */
const STATEFUL = ["previous_response_id", "conversation", "background"]

/** The slot of a call; null when it has nothing to do with the cache. Throws 400 naming a field of `cache` that is wrong. */
export function slotOf(cache: ResponseCache, call: Call, { caller, parsed, plan }: Asked): CacheSlot | null {
  const { settings } = cache
  const { body } = parsed
  const fields = body.other?.fields ?? body.json
  const controls = controlsOf(fields, settings.defaultOn)
  if (controls === null || call.onBehalf || !settings.callTypes.has(call.op.callType)) return null
  if (STATEFUL.some((name) => fields[name] !== undefined && fields[name] !== null && fields[name] !== false))
    return null
  const key = cacheKey({
    tenant: tenantOf(caller, settings.scope),
    namespace: controls.namespace ?? settings.namespace,
    callType: call.op.callType,
    group: groupOf(plan),
    model: body.model,
    stream: body.stream,
    fields,
    files: body.other?.files ?? [],
  })
  return { cache, key, controls }
}

/** Whose answers are shared: the team's of a key, else the key's own; never two tenants', unless the configuration says so. */
export function tenantOf({ key, keyId }: Caller, scope: Scope): string {
  if (scope === "global") return "global"
  const team = scope === "team" ? (key?.teamId ?? null) : null
  return team === null ? `key:${keyId}` : `team:${team}`
}
