import type { IncomingMessage } from "node:http"
import type { Refusal } from "./ask"
import { behaviorOf, type RefusalStatus } from "./behavior"

/** What a mock that checks its callers accepts; everything else is refused as the real provider would. */
export interface Accepts {
  /** Valid keys; any other is 401. */
  readonly keys: readonly string[]
  /** Keys without credit left: 429. */
  readonly exhaustedKeys?: readonly string[]
  /** Models that exist; any other is 404. Absent: all. */
  readonly models?: readonly string[]
}

/** What a checking mock says to this caller and model; null lets them in. */
export function refusalByAccess(accepts: Accepts | null, request: IncomingMessage, model: string): Refusal | null {
  if (accepts === null) return null
  const key = keyOf(request)
  if (accepts.exhaustedKeys?.includes(key)) return "no_quota"
  if (!accepts.keys.includes(key)) return "wrong_key"
  return model === "" || accepts.models === undefined || accepts.models.includes(model) ? null : "unknown_model"
}

const byStatus: Readonly<Record<RefusalStatus, Refusal>> = {
  400: "context_window",
  401: "wrong_key",
  429: "rate_limit",
  500: "server_error",
  503: "unavailable",
  529: "overloaded",
}

/** The refusal the model's name asks for; `calls` counts the calls of each model and key. */
export function refusalByName(calls: Map<string, number>, request: IncomingMessage, model: string): Refusal | null {
  const behavior = behaviorOf(model)
  if (behavior.refuse === null) return null
  if (!behavior.refuse.once) return byStatus[behavior.refuse.status]
  const caller = `${model}\n${keyOf(request)}`
  const seen = calls.get(caller) ?? 0
  calls.set(caller, seen + 1)
  return seen === 0 ? byStatus[behavior.refuse.status] : null
}

function keyOf(request: IncomingMessage): string {
  const own = request.headers["x-api-key"]
  return typeof own === "string" ? own : (request.headers.authorization ?? "").replace(/^Bearer /i, "")
}
