import { GatewayError } from "#lib/core/errors"
import type { Taken } from "#lib/store/counters"
import type { Deployment } from "./deployment"
import { deploymentBudget, deploymentWants, providerBudget } from "./limits"
import type { PlannedGroup } from "./plan"
import type { Router } from "./router-state"
import type { RoutingAsk } from "./routing-ask"
import { routingFacts } from "./routing-facts"
import { draw } from "./strategies/strategy"
import { taggedFor } from "./tag-routing"

/** Why a deployment was chosen or not. */
export type Verdict =
  | "chosen"
  /** It could have been: the draw went to another. */
  | "not drawn"
  /** The strategy preferred another (slower, dearer, busier …: see `detail`). */
  | "outdone"
  | "already failed"
  | "cooling"
  | "probing"
  | "over rpm"
  | "over tpm"
  | "over max_parallel_requests"
  | "over budget"
  | "over provider budget"
  | "limits not known"
  | "tags do not fit"
  | "context window too small"
  | "later in order"
  | "conversation is elsewhere"

export interface Candidate {
  readonly deployment: Deployment
  verdict: Verdict
  detail: string | null
  /** When it can be asked again, milliseconds since the epoch; null = not known, or no such time. */
  untilMs: number | null
  /** What the strategy compared. */
  figure: number | null
  /** 0 to 1. */
  chance: number | null
  /** The limit that had no room for it. */
  refusal: Refusal | null
}

export interface Survey {
  readonly group: PlannedGroup
  readonly candidates: readonly Candidate[]
  readonly chosen: Deployment | null
}

export interface SurveyInput {
  readonly group: PlannedGroup
  readonly ask: RoutingAsk
  readonly router: Router
  /** Those that failed this request already, the last one last. */
  readonly tried: readonly Deployment[]
  readonly random: () => number
  /** What asking for more of a limit came to just now; an error where nobody could be asked. */
  readonly refused?: ReadonlyMap<Deployment, Refusal | GatewayError>
}

/** A deployment's limit had no room for the request. */
export type Refusal = Taken & { readonly ok: false }

/**
 * Judges every deployment of a group and chooses one: health, limits and budgets first, then tags, what was tried, the
 * conversation's own, order, and the strategy among those that are left. Changes nothing.
 */
export function survey(input: SurveyInput): Survey {
  const { group, ask, router } = input
  const { settings } = router
  const candidates = group.deployments.map((deployment) => judge(deployment, input))
  let open = candidates.filter((c) => c.verdict === "chosen")
  const narrow = (keep: (c: Candidate) => boolean, verdict: Verdict) => {
    const kept = open.filter(keep)
    for (const candidate of open) if (!kept.includes(candidate)) candidate.verdict = verdict
    open = kept
  }
  if (settings.tagFiltering) {
    const fitting = taggedFor(group.deployments, ask.tags, settings.tagMatchAny)
    for (const candidate of candidates)
      if (!fitting.includes(candidate.deployment)) candidate.verdict = "tags do not fit"
    open = open.filter((c) => c.verdict === "chosen")
  }
  const avoided = avoid(open, input.tried)
  if (avoided.length > 0) narrow((c) => !avoided.includes(c.deployment), "already failed")
  const home = ask.affinityKey === null ? null : router.state.pinned(`${group.name} ${ask.affinityKey}`)
  if (home !== null && open.some((c) => c.deployment.id === home))
    narrow((c) => c.deployment.id === home, "conversation is elsewhere")
  const first = Math.min(...open.map((c) => routingFacts(c.deployment).order))
  narrow((c) => routingFacts(c.deployment).order === first, "later in order")
  return { group, candidates, chosen: drawn(open, input) }
}

/** Who is not asked again: all that failed while another is there, else only the last one, else nobody. */
function avoid(open: readonly Candidate[], tried: readonly Deployment[]): readonly Deployment[] {
  if (tried.length === 0) return []
  if (open.some((c) => !tried.includes(c.deployment))) return tried
  const last = tried.slice(-1)
  return open.some((c) => !last.includes(c.deployment)) ? last : []
}

function drawn(open: readonly Candidate[], { ask, router, random }: SurveyInput): Deployment | null {
  const [only] = open
  if (only === undefined) return null
  if (open.length === 1) {
    only.chance = 1
    return only.deployment
  }
  const { settings, state } = router
  const { strategy } = settings
  const deployments = open.map((c) => c.deployment)
  const figures = strategy.figures(deployments, ask, state.observed(settings))
  const given = strategy.chances(figures, settings.latencyBuffer)
  const total = given.reduce((sum, chance) => sum + chance, 0)
  const chances = total > 0 ? given : open.map(() => 1)
  const index = draw(chances, random)
  for (const [i, candidate] of open.entries()) {
    candidate.figure = figures[i] ?? null
    candidate.chance = (chances[i] ?? 0) / (total > 0 ? total : open.length)
    if (i === index) continue
    candidate.verdict = candidate.chance > 0 ? "not drawn" : "outdone"
    if (candidate.chance === 0) candidate.detail = strategy.loser
  }
  return deployments[index] ?? null
}

/** Health, limits and window of one deployment; "chosen" so far means: nothing speaks against it. */
function judge(deployment: Deployment, { ask, router, refused }: SurveyInput): Candidate {
  const { settings, state } = router
  const nowMs = state.clock.now()
  const no = (verdict: Verdict, detail: string | null = null, untilMs: number | null = null): Candidate => ({
    deployment,
    verdict,
    detail,
    untilMs,
    figure: null,
    chance: null,
    refusal: null,
  })
  if (!state.cooldowns.quiet) {
    const health = state.cooldowns.health(deployment.id, nowMs)
    if (health.state !== "healthy") return no(health.state, health.why, health.untilMs)
  }
  const { maxInputTokens } = deployment
  if (settings.preCallChecks && maxInputTokens !== null && ask.expected.promptTokens > maxInputTokens)
    return no("context window too small", `${maxInputTokens} tokens`)
  const wants = deploymentWants(deployment, { expected: ask.expected, settings, nowMs, spent: state.spent })
  if (wants.length === 0) return no("chosen")
  const taken = refused?.get(deployment) ?? state.counters.fits(wants)
  if (GatewayError.is(taken)) return no("limits not known")
  return taken.ok ? no("chosen") : { ...lacking(deployment, { taken, router, nowMs }, no), refusal: taken }
}

interface LackingInput {
  readonly taken: Refusal
  readonly router: Router
  readonly nowMs: number
}

function lacking(
  deployment: Deployment,
  { taken, router, nowMs }: LackingInput,
  no: (verdict: Verdict, detail: string, untilMs: number | null) => Candidate,
): Candidate {
  const { want } = taken
  const soon = nowMs + taken.retryAfterMs
  const limit = String(want.limit)
  switch (want.key.slice(0, want.key.indexOf(":"))) {
    case "drpm":
      return no("over rpm", limit, soon)
    case "dtpm":
      return no("over tpm", limit, soon)
    case "budget": {
      if (!want.key.startsWith("budget:provider:"))
        return no("over budget", limit, deploymentBudget(deployment, router.settings, nowMs)?.resetAt ?? null)
      const budget = providerBudget(deployment.provider.id, router.settings, nowMs)
      return no("over provider budget", limit, budget?.resetAt ?? null)
    }
    default:
      return no("over max_parallel_requests", limit, soon)
  }
}
