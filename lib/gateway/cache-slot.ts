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
export function slotOf(cache: ResponseCache, call: Call, asked: Asked): CacheSlot | null {
  const { settings } = cache
  const fields = fieldsOf(asked)
  const controls = controlsOf(fields, settings.defaultOn)
  if (controls === null || call.onBehalf || !settings.callTypes.has(call.op.callType)) return null
  if (STATEFUL.some((name) => fields[name] !== undefined && fields[name] !== null && fields[name] !== false))
    return null
  return { cache, key: keyOf({ cache, controls }, call, { ...asked, fields }), controls, question: null }
}

/** The key of a request, or of what is left of it when some of its fields are others. */
export function keyOf(
  { cache, controls }: Pick<CacheSlot, "cache" | "controls">,
  call: Call,
  { caller, parsed, plan, fields }: Asked & { readonly fields: Readonly<Record<string, unknown>> },
): string {
  const { scope, namespace } = cache.settings
  const { body } = parsed
  return cacheKey({
    tenant: tenantOf(caller, scope),
    namespace: controls.namespace ?? namespace,
    callType: call.op.callType,
    group: groupOf(plan),
    model: body.model,
    stream: body.stream,
    fields,
    files: body.other?.files ?? [],
  })
}

const fieldsOf = ({ parsed: { body } }: Asked) => body.other?.fields ?? body.json

/** Whose answers are shared: the team's of a key, else the key's own; never two tenants', unless the configuration says so. */
export function tenantOf({ key, keyId }: Caller, scope: Scope): string {
  if (scope === "global") return "global"
  const team = scope === "team" ? (key?.teamId ?? null) : null
  return team === null ? `key:${keyId}` : `team:${team}`
}
