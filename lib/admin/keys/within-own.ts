import { addDuration, parseDuration } from "#lib/core/duration"
import { globMatch } from "#lib/core/glob"
import { nanoFromUsd, usdFromNano } from "#lib/core/money"
import type { Account } from "#lib/identity/account"
import { ROUTE_GROUPS, routeAllows } from "#lib/identity/route-groups"
import { fieldsOfParts, PART_FIELDS } from "../accounts/part-fields"
import { beyondReach } from "../reach"
import type { KeyFields } from "./fields"

/** What somebody has, and so the most they can give. */
export interface Bounds {
  /** For the refusal: "This key", "Your team". */
  readonly who: string
  /** Empty = every model. */
  readonly models: readonly string[]
  readonly maxBudgetNano: number | null
  readonly budgetDuration: string | null
  readonly tpmLimit: number | null
  readonly rpmLimit: number | null
  readonly maxParallelRequests: number | null
  readonly maxTokens?: number | null
  /** Budgets of single models and of further windows. */
  readonly parts?: readonly Account[]
  /** Empty = every route. */
  readonly allowedRoutes: readonly string[]
  /** Milliseconds since the epoch. */
  readonly expires: number | null
}

const NUMBERS = [
  ["tpm_limit", "tpmLimit"],
  ["rpm_limit", "rpmLimit"],
  ["max_parallel_requests", "maxParallelRequests"],
  ["max_token_budget", "maxTokens"],
] as const

/** Throws 403 naming the first given field that asks for more than there is. A field that is not given asks for nothing. */
export function refuseBeyond(fields: KeyFields, own: Bounds, nowMs: number): void {
  const no = (field: string, most: string) =>
    beyondReach(`${own.who} has no more than ${most} to give. Ask for that or less in ${field}.`, field)
  if (fields.models !== undefined && own.models.length > 0) {
    const beyond = asksForAll(fields.models) ? "all models" : fields.models?.find((model) => !covers(own.models, model))
    if (beyond !== undefined) throw no("models", `the models ${own.models.slice(0, 20).join(", ")}`)
  }
  if (own.maxBudgetNano !== null) {
    const { max_budget: usd, budget_duration: every } = fields
    if (usd === null || (typeof usd === "number" && nanoFromUsd(usd) > own.maxBudgetNano))
      throw no("max_budget", `$${usdFromNano(own.maxBudgetNano)}`)
    if (every !== undefined && every !== own.budgetDuration)
      throw no("budget_duration", own.budgetDuration === null ? "a budget that never resets" : own.budgetDuration)
  }
  for (const [field, bound] of NUMBERS) {
    const [asked, most] = [fields[field], own[bound] ?? null]
    if (most !== null && asked !== undefined && (asked === null || asked > most)) throw no(field, String(most))
  }
  const part = own.parts === undefined ? undefined : PART_FIELDS.find((name) => (fields[name] ?? null) !== null)
  if (part !== undefined)
    throw beyondReach(`${own.who} has budgets by model or window, which its keys take over. Leave ${part} out.`, part)
  if (fields.allowed_routes !== undefined && own.allowedRoutes.length > 0) {
    const given = fields.allowed_routes ?? []
    if (given.length === 0 || !given.every((entry) => routeCovered(own.allowedRoutes, entry)))
      throw no("allowed_routes", `the routes ${own.allowedRoutes.join(", ")}`)
  }
  if (own.expires !== null && fields.duration !== undefined && endOf(fields.duration, nowMs) > own.expires)
    throw no("duration", `the time until ${new Date(own.expires).toISOString()}`)
}

/** A new key takes over what its maker has where nothing else was asked for: never more. */
export function takeOver(fields: KeyFields, own: Bounds, nowMs: number): Partial<KeyFields> {
  const taken: { -readonly [K in keyof KeyFields]?: KeyFields[K] } = {}
  if (own.models.length > 0 && fields.models === undefined) taken.models = [...own.models]
  if (own.maxBudgetNano !== null) {
    if (fields.max_budget === undefined) taken.max_budget = usdFromNano(own.maxBudgetNano)
    if (fields.budget_duration === undefined && own.budgetDuration !== null) taken.budget_duration = own.budgetDuration
  }
  for (const [field, bound] of NUMBERS)
    if ((own[bound] ?? null) !== null && fields[field] === undefined) taken[field] = own[bound]
  if (own.allowedRoutes.length > 0 && fields.allowed_routes === undefined) taken.allowed_routes = [...own.allowedRoutes]
  if (own.expires !== null && fields.duration === undefined)
    taken.duration = `${Math.max(1, Math.floor((own.expires - nowMs) / 1000))}s`
  return own.parts === undefined ? taken : { ...taken, ...fieldsOfParts(own.parts) }
}

function endOf(duration: string | null, nowMs: number): number {
  return duration === null || duration === "-1" ? Number.POSITIVE_INFINITY : addDuration(nowMs, parseDuration(duration))
}

const asksForAll = (models: readonly string[] | null) =>
  models === null || models.length === 0 || models.includes("all-proxy-models")

function covers(own: readonly string[], model: string): boolean {
  if (model === "no-default-models" || model === "all-team-models") return true
  return own.some(
    (entry) => entry === model || entry === "all-proxy-models" || (entry.includes("*") && globMatch(entry, model)),
  )
}

/** A path or a group that lies in these entries whole. */
function routeCovered(own: readonly string[], entry: string): boolean {
  if (own.includes(entry)) return true
  const paths = Object.hasOwn(ROUTE_GROUPS, entry) ? (ROUTE_GROUPS[entry] ?? []) : [entry]
  return paths.every((path) => own.some((each) => routeAllows(each, path)))
}
