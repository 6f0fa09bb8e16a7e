import { LRUCache } from "lru-cache"
import type { Clock } from "#lib/core/clock"
import type { RoutingCounters } from "#lib/store/counters"
import { Cooldowns } from "./cooldown"
import type { Deployment } from "./deployment"
import { type DeploymentFacts, Elsewhere } from "./elsewhere"
import { Latencies } from "./latencies"
import { providerBudget, tokenCounter } from "./limits"
import type { RouterSettings } from "./router-settings"
import { routingFacts } from "./routing-facts"
import type { Observed } from "./strategies/strategy"

const MAX_CONVERSATIONS = 50_000
const MAX_SAMPLES = 10
const SAMPLE_TTL_MS = 3_600_000

export interface RouterStateInput {
  readonly clock: Clock
  readonly counters: RoutingCounters
  /** `max_latency_list_size` */
  readonly maxSamples?: number
  /** `routing_strategy_args.ttl` */
  readonly sampleTtlMs?: number
}

/** What the router remembers of its deployments, by their ids. Lives as long as the process; a reload keeps it. */
export class RouterState {
  readonly clock: Clock
  readonly counters: RoutingCounters
  readonly cooldowns = new Cooldowns()
  readonly elsewhere = new Elsewhere()
  readonly firstToken: Latencies
  readonly perToken: Latencies
  /** Spend of budget windows as it was when the configuration was read, by counter. */
  readonly spent = new Map<string, number>()
  readonly #inFlight = new Map<string, number>()
  readonly #pins = new LRUCache<string, { id: string; untilMs: number }>({ max: MAX_CONVERSATIONS })

  constructor({ clock, counters, maxSamples, sampleTtlMs }: RouterStateInput) {
    this.clock = clock
    this.counters = counters
    const options = { keep: maxSamples ?? MAX_SAMPLES, ttlMs: sampleTtlMs ?? SAMPLE_TTL_MS }
    this.firstToken = new Latencies(options)
    this.perToken = new Latencies(options)
  }

  inFlight(id: string): number {
    return this.#inFlight.get(id) ?? 0
  }

  began(id: string): void {
    this.#inFlight.set(id, this.inFlight(id) + 1)
  }

  ended(id: string): void {
    const left = this.inFlight(id) - 1
    if (left > 0) this.#inFlight.set(id, left)
    else this.#inFlight.delete(id)
  }

  /** The deployment that served this conversation last; null = none, or too long ago. */
  pinned(key: string): string | null {
    const pin = this.#pins.get(key)
    return pin !== undefined && this.clock.now() < pin.untilMs ? pin.id : null
  }

  pin(key: string, id: string, ttlMs: number): void {
    this.#pins.set(key, { id, untilMs: this.clock.now() + ttlMs })
  }

  /** What strategies may look at. */
  observed(settings: RouterSettings): Observed {
    const nowMs = this.clock.now()
    return {
      inFlight: ({ id }) => this.inFlight(id) + this.elsewhere.sum(id, "inFlight", nowMs),
      tokensLastMinute: (deployment) => {
        const own = this.#tokens(deployment)
        // Of a limited one the counter knows what the others use.
        return routingFacts(deployment).tpm === null ? own + this.elsewhere.sum(deployment.id, "tokens", nowMs) : own
      },
      firstTokenMs: ({ id }) =>
        this.elsewhere.mean(id, "firstTokenMs", { own: this.firstToken.mean(id, nowMs), nowMs }),
      perTokenMs: ({ id }) => this.elsewhere.mean(id, "perTokenMs", { own: this.perToken.mean(id, nowMs), nowMs }),
      providerBudgetLeftNano: (deployment) => this.#budgetLeft(deployment, settings, nowMs),
    }
  }

  /** What this process itself observed of a deployment; null = nothing the others need. */
  factsOf(deployment: Deployment, nowMs: number): DeploymentFacts | null {
    const { id } = deployment
    const facts = {
      id,
      inFlight: this.inFlight(id),
      tokens: routingFacts(deployment).tpm === null ? this.#tokens(deployment) : 0,
      firstTokenMs: this.firstToken.mean(id, nowMs),
      perTokenMs: this.perToken.mean(id, nowMs),
    }
    const nothing =
      facts.inFlight === 0 && facts.tokens === 0 && facts.firstTokenMs === null && facts.perTokenMs === null
    return nothing ? null : facts
  }

  #tokens(deployment: Deployment): number {
    const state = this.counters.peek(tokenCounter(deployment))
    return state === null ? 0 : state.used + state.held
  }

  #budgetLeft(deployment: Deployment, settings: RouterSettings, nowMs: number): number {
    const budget = providerBudget(deployment.provider.id, settings, nowMs)
    if (budget === null) return Number.POSITIVE_INFINITY
    const state = this.counters.peek(budget.counter)
    const used = state === null ? (this.spent.get(budget.counter) ?? 0) : state.used + state.held
    return Math.max(0, budget.limitNano - used)
  }
}

/** What a plan needs to choose by more than chance. */
export interface Router {
  readonly settings: RouterSettings
  readonly state: RouterState
}
