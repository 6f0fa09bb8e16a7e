import type { ErrorKind } from "#lib/core/errors"
import { usdFromNano } from "#lib/core/money"
import type { RoutingCounters } from "#lib/store/counters"
import type { Deployment } from "./deployment"
import { deploymentBudget, tokenCounter } from "./limits"
import type { FallbackTable, RoutingRules } from "./plan"
import type { RouterSettings } from "./router-settings"
import type { Router } from "./router-state"
import { PLAIN_ASK } from "./routing-ask"
import { routingFacts } from "./routing-facts"
import { type Candidate, survey } from "./survey"

/** What of a limit is used in this process now. */
export interface LimitUse {
  readonly used: number
  readonly limit: number
}

/** A deployment as the router sees it now; nothing secret in it. */
export interface LiveDeployment {
  readonly id: string
  readonly provider: string
  readonly model: string
  readonly priced: boolean
  readonly weight: number | null
  /** Lower ones are asked first; null = none given. */
  readonly order: number | null
  readonly tags: readonly string[]
  readonly inFlight: number
  readonly state: "healthy" | "cooling" | "probing"
  /** What set it aside; null while it is healthy. */
  readonly why: ErrorKind | null
  /** When it is asked again, milliseconds since the epoch. */
  readonly untilMs: number | null
  /** What would become of it if a request nothing is known of came now. */
  readonly verdict: string
  /** 0 to 1: the share of such requests it would get. */
  readonly chance: number
  readonly firstTokenMs: number | null
  readonly perTokenMs: number | null
  readonly rpm: LimitUse | null
  readonly tpm: LimitUse | null
  readonly parallel: LimitUse | null
  /** Dollars. */
  readonly budget: (LimitUse & { readonly resetAtMs: number | null }) | null
}

export interface LiveGroup {
  readonly name: string
  readonly deployments: readonly LiveDeployment[]
  readonly fallbacks: readonly string[]
  readonly contextWindowFallbacks: readonly string[]
  readonly contentPolicyFallbacks: readonly string[]
}

export interface LiveRouting {
  readonly strategy: string
  /** What the strategy compares. */
  readonly compares: string
  readonly retries: number
  /** Null: failing deployments are never set aside. */
  readonly cooldownSeconds: number | null
  /** A failure a minute more than this sets one aside; null = judged by what failed and how often. */
  readonly allowedFails: number | null
  readonly groups: readonly LiveGroup[]
}

/** Groups, what they would fall back to, and how each deployment is doing in this process. Asks nobody and changes nothing. */
export function liveRouting(rules: RoutingRules): LiveRouting {
  const { groups, router } = rules
  const byName = new Map<string, Deployment[]>()
  for (const each of groups.deployments) byName.set(each.group, [...(byName.get(each.group) ?? []), each])
  return {
    ...settingsOf(router?.settings),
    retries: rules.retries,
    groups: [...byName].map(([name, deployments]) => ({
      name,
      deployments: router === undefined ? [] : liveDeployments(name, deployments, router),
      fallbacks: listed(rules.fallbacks, name),
      contextWindowFallbacks: listed(rules.contextWindowFallbacks, name),
      contentPolicyFallbacks: listed(rules.contentPolicyFallbacks, name),
    })),
  }
}

function settingsOf(settings: RouterSettings | undefined) {
  const cooldown = settings?.cooldown
  return {
    strategy: settings?.strategy.id ?? "simple-shuffle",
    compares: settings?.strategy.figure ?? "weight",
    cooldownSeconds: cooldown?.enabled === true ? cooldown.seconds : null,
    allowedFails: cooldown?.allowedFails ?? null,
  }
}

function listed(table: FallbackTable | undefined, name: string): readonly string[] {
  if (table === undefined) return []
  return (Object.hasOwn(table, name) ? table[name] : table["*"]) ?? []
}

function liveDeployments(name: string, deployments: readonly Deployment[], router: Router): LiveDeployment[] {
  const group = { name, deployments, retries: 0 }
  // Drawn from the middle: who is chosen does not matter here, only with what chance.
  const { candidates } = survey({ group, ask: PLAIN_ASK, router, tried: [], random: () => 0.5 })
  return candidates.map((candidate) => liveDeployment(candidate, router))
}

function liveDeployment({ deployment, verdict, chance }: Candidate, { settings, state }: Router): LiveDeployment {
  const facts = routingFacts(deployment)
  const nowMs = state.clock.now()
  const health = state.cooldowns.health(deployment.id, nowMs)
  const use = (key: string, limit: number | null) => useOf(state.counters, key, limit)
  return {
    id: deployment.id,
    provider: deployment.provider.id,
    model: deployment.model,
    priced: deployment.price !== null,
    weight: facts.weight,
    order: Number.isFinite(facts.order) ? facts.order : null,
    tags: facts.tags,
    inFlight: state.inFlight(deployment.id),
    state: health.state,
    why: health.state === "healthy" ? null : health.why,
    untilMs: health.state === "healthy" ? null : health.untilMs,
    verdict,
    chance: chance ?? 0,
    firstTokenMs: state.firstToken.mean(deployment.id, nowMs),
    perTokenMs: state.perToken.mean(deployment.id, nowMs),
    rpm: use(`drpm:${facts.counterId}`, facts.rpm),
    tpm: use(tokenCounter(deployment), facts.tpm),
    parallel: use(`dparallel:${facts.counterId}`, facts.maxParallel ?? settings.defaultMaxParallel),
    budget: budgetOf(deployment, { settings, state }, nowMs),
  }
}

function useOf(counters: RoutingCounters, key: string, limit: number | null): LimitUse | null {
  if (limit === null) return null
  const now = counters.peek(key)
  return { used: now === null ? 0 : now.used + now.held, limit }
}

/** Before its first request here a budget counts what the database has. */
function budgetOf(deployment: Deployment, { settings, state }: Router, nowMs: number): LiveDeployment["budget"] {
  const { counters, spent } = state
  const budget = deploymentBudget(deployment, settings, nowMs)
  if (budget === null) return null
  const now = counters.peek(budget.counter)
  const usedNano = now === null ? (spent.get(budget.counter) ?? 0) : now.used + now.held
  return { used: usdFromNano(usedNano), limit: usdFromNano(budget.limitNano), resetAtMs: budget.resetAt }
}
