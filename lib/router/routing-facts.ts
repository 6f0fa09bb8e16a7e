import { type Duration, parseDuration } from "#lib/core/duration"
import { NANO_PER_USD } from "#lib/core/money"
import type { Deployment, ModelEntry } from "./deployment"

/** What the config says about choosing a deployment, read once. */
export interface RoutingFacts {
  /** Share of the traffic relative to the others of its group; null = none given. */
  readonly weight: number | null
  /** Requests a minute, never exceeded. */
  readonly rpm: number | null
  /** Tokens a minute, never exceeded. */
  readonly tpm: number | null
  readonly maxParallel: number | null
  /** Lower ones are used up first. */
  readonly order: number
  readonly maxBudgetNano: number | null
  /** Null: the budget is for good. */
  readonly budgetDuration: Duration | null
  readonly tags: readonly string[]
  readonly cooldownSeconds: number | null
  /** For counters; what could be read as a separator is escaped. */
  readonly counterId: string
}

/** Pure: the same deployment gives the same facts. */
const known = new WeakMap<ModelEntry, Omit<RoutingFacts, "counterId">>()
const ids = new WeakMap<Deployment, RoutingFacts>()

/** The facts of a deployment: from `litellm_params`, or from `model_info` for what LiteLLM also reads there. */
export function routingFacts(deployment: Deployment): RoutingFacts {
  const before = ids.get(deployment)
  if (before !== undefined) return before
  const { entry, id } = deployment
  let facts = known.get(entry)
  if (facts === undefined) {
    facts = read(entry)
    known.set(entry, facts)
  }
  const whole = { ...facts, counterId: encodeURIComponent(id) }
  ids.set(deployment, whole)
  return whole
}

function read({ litellm_params: params, model_info: info = {} }: ModelEntry): Omit<RoutingFacts, "counterId"> {
  const budget = amount(params.max_budget)
  return {
    weight: amount(params.weight),
    rpm: amount(params.rpm) ?? amount(info.rpm),
    tpm: amount(params.tpm) ?? amount(info.tpm),
    maxParallel: amount(params.max_parallel_requests),
    order: amount(params.order) ?? amount(params.priority) ?? Number.POSITIVE_INFINITY,
    maxBudgetNano: budget === null ? null : Math.round(budget * NANO_PER_USD),
    budgetDuration: typeof params.budget_duration === "string" ? parseDuration(params.budget_duration) : null,
    tags: Array.isArray(params.tags) ? params.tags.filter((tag) => typeof tag === "string") : [],
    cooldownSeconds: amount(params.cooldown_time),
  }
}

const amount = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null
