import { GatewayError } from "#lib/core/errors"
import type { Caller } from "#lib/identity/caller"
import type { DoorRules } from "#lib/identity/door-rules"
import type { Call } from "./call"

/**
 * Throws 400 naming the first parameter that the configuration or the key wants of every request and that this one does not have
 * (`metadata.generation_name` is a field of `metadata`).
 */
export function requireParams(rules: DoorRules, caller: Caller, call: Call): void {
  const ofKey = caller.key?.enforcedParams
  const ofService = rules.requiredOfServices.length > 0 && isService(caller)
  if (rules.required.length === 0 && ofKey === undefined && !ofService && !rules.requireUser) return
  const body = call.parsed?.body.json ?? {}
  const wanted = [...rules.required, ...(ofKey ?? []), ...(ofService ? rules.requiredOfServices : [])]
  const missing = wanted.find((name) => !has(body, name.split(".")))
  if (missing !== undefined) {
    const [first, ...rest] = missing.split(".")
    const shown = rest.length === 0 ? first : `[${[first, ...rest].join("][")}]`
    throw new GatewayError(
      "invalid_request",
      `BadRequest please pass param=${shown} in request body. This is a required param`,
      { param: missing },
    )
  }
  if (rules.requireUser && call.attribution().endUser === null) {
    const say = "BadRequest please pass param=user in request body. This is a required param (enforce_user_param)"
    throw new GatewayError("invalid_request", say, { param: "user" })
  }
}

function has(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (typeof value !== "object" || value === null || name === undefined || !Object.hasOwn(value, name)) return false
  const next = (value as Record<string, unknown>)[name]
  return rest.length === 0 ? next !== null && next !== undefined : has(next, rest)
}

/** LiteLLM knows it by its metadata; a team's key of nobody is one, too. */
function isService({ key }: Caller): boolean {
  if (key === null) return false
  return key.metadata.service_account_id !== undefined || (key.teamId !== null && key.userId === null)
}
