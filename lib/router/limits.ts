import { boundNano } from "#lib/catalog/cost"
import { windowAt } from "#lib/core/duration"
import type { LocalCounters, Settlement, Want } from "#lib/store/counters"
import type { Deployment } from "./deployment"
import type { RouterSettings } from "./router-settings"
import type { Expected } from "./routing-ask"
import { routingFacts } from "./routing-facts"

/** A minute, and the second that is running: counters see whole seconds, and no 60 of them may hold more than the limit. */
const MINUTE_SECONDS = 61
const NONE: readonly Want[] = []

/** Spend of budget windows before this process began, by counter key. */
export type Spent = ReadonlyMap<string, number>

/** Counter of a deployment's budget in the window of `nowMs`, and when that ends (null: never). */
export function deploymentBudget(deployment: Deployment, nowMs: number): { key: string; resetAt: number | null } {
  const { budgetDuration, counterId } = routingFacts(deployment)
  const window = budgetDuration === null ? null : windowAt(budgetDuration, 0, nowMs)
  return { key: `dbudget:${counterId}:${window?.startedAt ?? 0}`, resetAt: window?.resetAt ?? null }
}

/** The same for a provider's budget. */
export function providerBudgetCounter(
  provider: string,
  settings: RouterSettings,
  nowMs: number,
): { key: string; limitNano: number; resetAt: number | null } | null {
  const budget = Object.hasOwn(settings.providerBudgets, provider) ? settings.providerBudgets[provider] : undefined
  if (budget === undefined) return null
  const window = budget.duration === null ? null : windowAt(budget.duration, 0, nowMs)
  return {
    key: `pbudget:${provider}:${window?.startedAt ?? 0}`,
    limitNano: budget.limitNano,
    resetAt: window?.resetAt ?? null,
  }
}

export interface WantsInput {
  readonly expected: Expected
  readonly settings: RouterSettings
  readonly nowMs: number
  readonly spent: Spent
}

/** Everything a deployment may not exceed, as wants of one take; the same empty list for one without limits. */
export function deploymentWants(deployment: Deployment, input: WantsInput): readonly Want[] {
  const facts = routingFacts(deployment)
  const { settings, expected, nowMs, spent } = input
  const parallel = facts.maxParallel ?? settings.defaultMaxParallel
  const provider = providerBudgetCounter(deployment.provider.id, settings, nowMs)
  const countTokens = facts.tpm !== null || settings.strategy.needs === "tokens"
  if (facts.rpm === null && parallel === null && facts.maxBudgetNano === null && provider === null && !countTokens)
    return NONE
  const id = facts.counterId
  const wants: Want[] = []
  if (parallel !== null) wants.push({ key: `dparallel:${id}`, amount: 1, limit: parallel, windowSeconds: 0 })
  if (facts.rpm !== null)
    wants.push({ key: `drpm:${id}`, amount: 1, limit: facts.rpm, windowSeconds: MINUTE_SECONDS, atOnce: true })
  if (countTokens) {
    const limit = facts.tpm ?? Number.POSITIVE_INFINITY
    // A request longer than the limit itself gets through alone or never.
    const amount = Math.min(limit, expected.promptTokens + expected.reservedCompletionTokens)
    wants.push({ key: tokenCounter(deployment), amount, limit, windowSeconds: MINUTE_SECONDS })
  }
  const reserve =
    deployment.price === null
      ? 0
      : boundNano(deployment.price, expected.promptTokens, expected.reservedCompletionTokens)
  const money = (key: string, limit: number) =>
    wants.push({ key, amount: reserve, limit, windowSeconds: 0, seed: spent.get(key) ?? 0, lastMayOverdraw: true })
  if (facts.maxBudgetNano !== null && reserve > 0) money(deploymentBudget(deployment, nowMs).key, facts.maxBudgetNano)
  if (provider !== null && reserve > 0) money(provider.key, provider.limitNano)
  return wants
}

/** The counter of a deployment's tokens in the last minute. */
export function tokenCounter(deployment: Deployment): string {
  return `dtpm:${routingFacts(deployment).counterId}`
}

/** What one try came to. */
export interface Outcome {
  readonly costNano: number
  readonly totalTokens: number
  /** False when the provider was never written to: then it counted no request either. */
  readonly sent: boolean
}

/** Gives back what was held for a try and not used. */
export function settleWants(counters: LocalCounters, wants: readonly Want[], outcome: Outcome): void {
  counters.settle(wants.map((want) => settlement(want, outcome)))
}

function settlement({ key, amount }: Want, outcome: Outcome): Settlement {
  switch (key.slice(0, key.indexOf(":"))) {
    case "dbudget":
    case "pbudget":
      return { key, held: amount, actual: outcome.costNano }
    case "dtpm":
      return { key, held: amount, actual: outcome.totalTokens }
    case "drpm":
      return { key, held: 0, actual: outcome.sent ? 0 : -amount }
    default:
      return { key, held: amount, actual: 0 }
  }
}
