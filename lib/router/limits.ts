import { boundNano } from "#lib/catalog/cost"
import { UTC_CALENDAR } from "#lib/core/budget-calendar"
import type { RoutingCounters, Settlement, Want } from "#lib/store/counters"
import { budgetCounter, lastingCounter } from "#lib/store/leases"
import type { Deployment } from "./deployment"
import type { ProviderBudget, RouterSettings } from "./router-settings"
import type { Expected } from "./routing-ask"
import { routingFacts } from "./routing-facts"

/** A minute, and the second that is running: counters see whole seconds, and no 60 of them may hold more than the limit. */
const MINUTE_SECONDS = 61
const NONE: readonly Want[] = []

/** Spend of budget windows as it was when the configuration was read, by counter. */
export type Spent = ReadonlyMap<string, number>

/** A budget of a deployment or a provider in one of its windows. */
export interface RoutedBudget {
  /** Whose account is charged: `deployment:<id>` or `provider:<id>`, and the length of its windows behind a slash. */
  readonly account: string
  readonly counter: string
  readonly limitNano: number
  readonly startedAt: number
  /** Null: never. */
  readonly resetAt: number | null
}

/** The budget of a deployment in the window of `nowMs`; null when it has none. */
export function deploymentBudget(
  deployment: Deployment,
  settings: Pick<RouterSettings, "calendar">,
  nowMs: number,
): RoutedBudget | null {
  const { maxBudgetNano, budgetDuration } = routingFacts(deployment)
  if (maxBudgetNano === null) return null
  const budget = { limitNano: maxBudgetNano, duration: budgetDuration }
  return budgetAt(`deployment:${deployment.id}`, budget, { settings, nowMs })
}

/** The same for a provider. */
export function providerBudget(provider: string, settings: RouterSettings, nowMs: number): RoutedBudget | null {
  const budget = Object.hasOwn(settings.providerBudgets, provider) ? settings.providerBudgets[provider] : undefined
  return budget === undefined ? null : budgetAt(`provider:${provider}`, budget, { settings, nowMs })
}

/** Windows of another calendar are another account's: they may begin before one that is running. */
function budgetAt(
  whose: string,
  { limitNano, duration }: ProviderBudget,
  { settings: { calendar = UTC_CALENDAR }, nowMs }: { settings: Pick<RouterSettings, "calendar">; nowMs: number },
): RoutedBudget {
  const account = duration === null ? whose : `${whose}/${duration.count}${duration.unit}${calendar.suffix}`
  const window = duration === null ? null : calendar.windowAt(duration, 0, nowMs)
  const startedAt = window?.startedAt ?? 0
  const counter = budgetCounter(account, startedAt)
  return { account, counter, limitNano, startedAt, resetAt: window?.resetAt ?? null }
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
  const provider = providerBudget(deployment.provider.id, settings, nowMs)
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
  const own = deploymentBudget(deployment, settings, nowMs)
  if (own !== null || provider !== null) addMoney(wants, deployment, { expected, spent, budgets: [own, provider] })
  return wants
}

/** What costs nothing, or nobody knows what, is held against no budget. */
function addMoney(
  wants: Want[],
  { price }: Deployment,
  { expected, spent, budgets }: Pick<WantsInput, "expected" | "spent"> & { budgets: readonly (RoutedBudget | null)[] },
): void {
  if (price === null || (price.input === 0 && price.output === 0 && price.units === null)) return
  // Whatever is not counted in tokens costs something too, though it is not known before how much.
  const amount = Math.max(1, boundNano(price, expected.promptTokens, expected.reservedCompletionTokens))
  for (const budget of budgets) {
    if (budget === null) continue
    const { counter: key, limitNano: limit } = budget
    wants.push({ key, amount, limit, windowSeconds: 0, seed: spent.get(key) ?? 0, lastMayOverdraw: true })
  }
}

/** The accounts a try is charged to, as `<window start>:<account>`: those of the budgets it holds a part of. */
export function chargesOf(wants: readonly Want[]): readonly string[] {
  const charges: string[] = []
  for (const { key } of wants) {
    const budget = key.startsWith("budget:") ? lastingCounter(key) : null
    if (budget !== null) charges.push(`${budget.windowStartedAt}:${budget.name}`)
  }
  return charges
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
export function settleWants(counters: RoutingCounters, wants: readonly Want[], outcome: Outcome): void {
  void counters.settle(wants.map((want) => settlement(want, outcome)))
}

function settlement({ key, amount }: Want, outcome: Outcome): Settlement {
  switch (key.slice(0, key.indexOf(":"))) {
    case "budget":
      return { key, held: amount, actual: outcome.costNano }
    case "dtpm":
      return { key, held: amount, actual: outcome.totalTokens }
    case "drpm":
      return { key, held: 0, actual: outcome.sent ? 0 : -amount }
    default:
      return { key, held: amount, actual: 0 }
  }
}
