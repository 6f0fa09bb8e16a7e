import { GatewayError } from "#lib/core/errors"
import { redactedParams } from "#lib/router/view"

type Fields = Readonly<Record<string, unknown>>

/** What views show in place of a secret. */
const HIDDEN = "[redacted]"

/** Parts of `model_info` that are the gateway's own to say. */
const OURS = new Set(["id", "db_model", "blocked", "priced", "litellm_provider"])

/** `model_info` as it is kept. */
export function keptInfo(info: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(info).filter(([name, value]) => !OURS.has(name) && value !== null))
}

/** What was there with what is given in its place; null removes, and a secret sent back as it was shown stays. */
export function mergedParams(before: Fields, given: Fields): Record<string, unknown> {
  const out: Record<string, unknown> = { ...before }
  for (const [name, value] of Object.entries(given)) {
    if (value === null) delete out[name]
    else if (!isHidden(value)) out[name] = value
    else if (!Object.hasOwn(before, name)) throw hidden(name)
  }
  refuseKeyElsewhere(before, given, out)
  return out
}

/** Throws 400 for a value copied from a view. */
export function refuseHidden(params: Fields): void {
  for (const [name, value] of Object.entries(params)) if (isHidden(value)) throw hidden(name)
}

/** A view hides values and members of values. */
function isHidden(value: unknown): boolean {
  return typeof value === "string" ? value.includes(HIDDEN) : JSON.stringify(value ?? null).includes(`"${HIDDEN}"`)
}

function hidden(name: string): GatewayError {
  const say = `litellm_params.${name.slice(0, 80)} is a hidden value copied from a view: give the value itself.`
  return new GatewayError("invalid_request", say, { param: `litellm_params.${name.slice(0, 80)}` })
}

/** Fields that say where requests go. */
const ADDRESS = /(?:base|endpoint|_url|host)$/

/** A stored secret goes nowhere else than where it was meant for: with a new address it is given again. */
function refuseKeyElsewhere(before: Fields, given: Fields, after: Fields): void {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  const moved = [...names].find((name) => ADDRESS.test(name) && originOf(before[name]) !== originOf(after[name]))
  if (moved === undefined) return
  const kept = Object.entries(redactedParams(before)).find(
    ([name, shown]) => isHidden(shown) && after[name] === before[name] && given[name] !== before[name],
  )
  if (kept === undefined || kept[0] === moved) return
  const param = `litellm_params.${kept[0]}`
  const say = `${moved} leads elsewhere: give ${kept[0]} too. A stored secret is not sent to a new address.`
  throw new GatewayError("invalid_request", say, { param })
}

function originOf(address: unknown): string {
  const text = typeof address === "string" ? address : ""
  return URL.canParse(text) ? new URL(text).origin : text
}
