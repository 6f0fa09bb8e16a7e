import type { Deployment } from "#lib/router/deployment"
import type { RoutingAsk } from "#lib/router/routing-ask"

/** What the router observed of its deployments, as strategies read it. */
export interface Observed {
  /** Requests sent and not yet ended. */
  inFlight(deployment: Deployment): number
  /** Tokens of the last minute, what is held for running requests included. */
  tokensLastMinute(deployment: Deployment): number
  /** Mean milliseconds to the first token of lately seen streams; null = none seen. */
  firstTokenMs(deployment: Deployment): number | null
  /** Mean milliseconds per output token of lately seen whole answers; null = none seen. */
  perTokenMs(deployment: Deployment): number | null
  /** What is left of the provider's budget, nano-dollars; Infinity without one. */
  providerBudgetLeftNano(deployment: Deployment): number
}

/** A way to choose among deployments that could all answer. Pure: observations come in, chances go out. */
export interface Strategy {
  /** As `router_settings.routing_strategy` names it. */
  readonly id: string
  /** What its figures are, for whoever reads an explanation. */
  readonly figure: string
  /** What the log says of a deployment it gave no chance. */
  readonly loser: string
  /** Which observations must be kept for it. */
  readonly needs?: "in-flight" | "latency" | "tokens"
  /** One figure for each candidate. */
  figures(candidates: readonly Deployment[], ask: RoutingAsk, observed: Observed): number[]
  /** Chances by the figures: none negative, one above zero at least. `buffer` is `lowest_latency_buffer`. */
  chances(figures: readonly number[], buffer: number): number[]
}

/** The lowest figure wins; equals share. */
export function lowestWins(figures: readonly number[]): number[] {
  const lowest = Math.min(...figures)
  return figures.map((figure) => (figure === lowest ? 1 : 0))
}

/** Draws an index by chances; `random` gives 0 ≤ n < 1. */
export function draw(chances: readonly number[], random: () => number): number {
  let total = 0
  for (const chance of chances) total += chance
  let point = random() * total
  let last = 0
  for (const [index, chance] of chances.entries()) {
    if (chance <= 0) continue
    last = index
    point -= chance
    if (point < 0) return index
  }
  return last
}
