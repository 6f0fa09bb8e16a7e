import { GatewayError } from "#lib/core/errors"
import { GATEWAY_FIELDS } from "#lib/router/gateway-fields"
import type { FallbackTarget } from "#lib/router/plan"

const MAX_FALLBACKS = 10
const MAX_MODEL_CHARS = 300
/** The shape of the answer was promised with the first request. */
const FIXED = new Set(["stream", "stream_options"])

type Fields = Readonly<Record<string, unknown>>

/**
 * A list of fallbacks in a request: names, `{model, …parameters of its own}`, or the config's form `{group: [names]}`, of which
 * the asked model's entry counts. Undefined when there is none. Throws 400 naming the field.
 */
export function fallbacksOf(json: Fields, field: string): readonly FallbackTarget[] | undefined {
  const given = json[field]
  if (given === undefined || given === null) return undefined
  if (!Array.isArray(given)) throw wrong(field, "be a list of model names")
  const targets = given.flatMap((entry, i) => targetsOf(entry, `${field}[${i}]`, json.model))
  if (targets.length > MAX_FALLBACKS) throw wrong(field, `have ${MAX_FALLBACKS} entries at most`)
  return targets
}

function targetsOf(entry: unknown, at: string, model: unknown): FallbackTarget[] {
  if (!isTable(entry)) return [targetOf(entry, at)]
  const own = typeof model === "string" && Object.hasOwn(entry, model) ? entry[model] : entry["*"]
  return (own ?? []).map((target, i) => targetOf(target, `${at}[${i}]`))
}

/** `{group: [names]}` */
function isTable(entry: unknown): entry is Record<string, unknown[]> {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry) || Object.hasOwn(entry, "model")) return false
  const lists = Object.values(entry)
  return lists.length > 0 && lists.every((list) => Array.isArray(list))
}

function targetOf(entry: unknown, at: string): FallbackTarget {
  if (typeof entry === "string") return named(entry, at)
  if (typeof entry !== "object" || entry === null || Array.isArray(entry))
    throw wrong(at, "be a model's name, or an object with `model` and parameters of its own")
  const { model, ...params } = entry as Record<string, unknown>
  const name = named(model, `${at}.model`)
  for (const param of Object.keys(params))
    if (FIXED.has(param) || GATEWAY_FIELDS.has(param))
      throw wrong(`${at}.${param.slice(0, 80)}`, "not be set for a fallback: set it for the whole request")
  return Object.keys(params).length === 0 ? name : { model: name, params }
}

function named(name: unknown, at: string): string {
  if (typeof name === "string" && name !== "" && name.length <= MAX_MODEL_CHARS) return name
  throw wrong(at, "be a model's name")
}

function wrong(field: string, must: string): GatewayError {
  return new GatewayError("invalid_request", `The field \`${field}\` must ${must}.`, { param: field })
}
