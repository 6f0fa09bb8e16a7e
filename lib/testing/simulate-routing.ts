import type { Catalog } from "#lib/catalog/catalog"
import { costNano } from "#lib/catalog/cost"
import { chooseAtOnce } from "#lib/router/choose"
import { type Deployment, makeDeployment } from "#lib/router/deployment"
import type { DeploymentParams } from "#lib/router/deployment-params"
import type { PlannedGroup } from "#lib/router/plan"
import type { RouterSettings } from "#lib/router/router-settings"
import { type Router, RouterState } from "#lib/router/router-state"
import type { RoutingAsk } from "#lib/router/routing-ask"
import { strategies } from "#lib/router/strategies/index"
import type { Ticket } from "#lib/router/ticket"
import { MemoryCounters } from "#lib/store/memory/counters"

const catalog: Catalog = { size: 0, find: () => null, providerOf: () => null }
const START = Date.UTC(2026, 0, 5, 12)

/** A small generator with a seed (mulberry32, public domain): the same seed gives the same run. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What to simulate. */
export interface Simulated {
  readonly deployments: Record<string, Partial<DeploymentParams>>
  readonly settings: Partial<RouterSettings> & { readonly strategyId: string }
  /** How long an answer takes, milliseconds. */
  readonly tookMs?: (id: string, nowMs: number, random: () => number) => number
  readonly ask?: (index: number) => Partial<RoutingAsk>
  readonly tokens?: (random: () => number) => number
  readonly everyMs?: number
  readonly requests?: number
  readonly seed?: number
}

/** What came of it. */
export interface Run {
  readonly chosen: readonly (string | null)[]
  readonly at: readonly number[]
  readonly refusals: readonly string[]
  readonly share: (id: string) => number
  readonly busiest: number
}

/** Requests at a steady rate on a clock of its own; each ends when its answer would. */
export function simulate(given: Simulated): Run {
  const random = seeded(given.seed ?? 7)
  let nowMs = START
  const clock = { now: () => nowMs }
  const state = new RouterState({ clock, counters: new MemoryCounters(clock) })
  const router: Router = { state, settings: settingsOf(given.settings) }
  const group: PlannedGroup = { name: "g", retries: 0, deployments: Object.entries(given.deployments).map(make) }
  const plan = { groups: [group], router }
  const running: {
    endsAt: number
    startedAt: number
    ticket: Ticket | null
    deployment: Deployment
    tokens: number
  }[] = []
  const finish = () => {
    running.sort((a, b) => a.endsAt - b.endsAt)
    while (running[0] !== undefined && running[0].endsAt <= nowMs) {
      const done = running.shift()
      if (done === undefined) break
      const { price } = done.deployment
      const usage = { prompt_tokens: 0, completion_tokens: done.tokens, total_tokens: done.tokens }
      done.ticket?.settle({
        costNano: price === null ? 0 : costNano(price, usage),
        totalTokens: done.tokens,
        broken: null,
      })
      state.perToken.add(done.deployment.id, (done.endsAt - done.startedAt) / done.tokens, done.endsAt)
      state.firstToken.add(done.deployment.id, done.endsAt - done.startedAt, done.endsAt)
    }
  }
  const chosen: (string | null)[] = []
  const at: number[] = []
  const refusals: string[] = []
  let busiest = 0
  for (let i = 0; i < (given.requests ?? 10_000); i++) {
    nowMs += given.everyMs ?? 20
    finish()
    const tokens = given.tokens?.(random) ?? 100
    const expected = { promptTokens: 0, reservedCompletionTokens: tokens, expectedCompletionTokens: tokens }
    const ask = { stream: false, tags: [], affinityKey: null, expected, ...given.ask?.(i) }
    const choice = chooseAtOnce({ plan, group, ask, tried: [], random })
    chosen.push(choice.deployment?.id ?? null)
    at.push(nowMs)
    if (choice.deployment === null) {
      refusals.push(choice.refusal.message)
      continue
    }
    const { deployment, ticket } = choice
    if (ticket !== null) ticket.sent = true
    if (ask.affinityKey !== null) state.pin(`g ${ask.affinityKey}`, deployment.id, 3_600_000)
    const took = given.tookMs?.(deployment.id, nowMs, random) ?? 200
    running.push({ startedAt: nowMs, endsAt: nowMs + took, ticket, deployment, tokens })
    busiest = Math.max(busiest, ...group.deployments.map((d) => state.inFlight(d.id)))
  }
  const share = (id: string) => chosen.filter((c) => c === id).length / chosen.length
  return { chosen, at, refusals, share, busiest }
}

function make([id, params]: [string, Partial<DeploymentParams>]): Deployment {
  const litellm_params = { model: "openai/m", api_key: "k", ...params } as DeploymentParams
  const given = { catalog, env: {}, timeoutMs: 1000, streamTimeoutMs: 1000, dropParams: false }
  return makeDeployment({ model_name: "g", litellm_params, model_info: { id } }, given)
}

function settingsOf({ strategyId, ...more }: Simulated["settings"]): RouterSettings {
  const strategy = strategies.find((s) => s.id === strategyId)
  if (strategy === undefined) throw new Error(`no strategy ${strategyId}`)
  return {
    strategy,
    latencyBuffer: 0,
    cooldown: { enabled: true, seconds: 5, allowedFails: null, allowedFailsPolicy: null },
    retryPolicy: null,
    groupRetryPolicy: {},
    retryAfterSeconds: 0,
    tagFiltering: false,
    tagMatchAny: true,
    preCallChecks: false,
    affinity: { session: false, promptCaching: false, caller: false, ttlMs: 3_600_000 },
    providerBudgets: {},
    defaultMaxParallel: null,
    ...more,
  }
}
