import type { BudgetCalendar } from "#lib/core/budget-calendar"
import type { Duration } from "#lib/core/duration"
import type { ErrorKind } from "#lib/core/errors"
import type { Strategy } from "./strategies/strategy"

/** How deployments are chosen, retried and set aside; made of `router_settings` once per configuration. */
export interface RouterSettings {
  readonly strategy: Strategy
  /** `lowest_latency_buffer`: 0.1 = who is up to a tenth slower than the fastest still shares. */
  readonly latencyBuffer: number
  readonly cooldown: CooldownRules
  /** Retries by kind of failure; they stand above `num_retries` and below what a request or deployment says. */
  readonly retryPolicy: KindCounts | null
  readonly groupRetryPolicy: Readonly<Record<string, KindCounts>>
  /** Seconds to wait at least before the same deployment is asked again. */
  readonly retryAfterSeconds: number
  readonly tagFiltering: boolean
  readonly tagMatchAny: boolean
  /** Leave out deployments whose context window is smaller than the prompt. */
  readonly preCallChecks: boolean
  readonly affinity: AffinityRules
  readonly providerBudgets: Readonly<Record<string, ProviderBudget>>
  readonly defaultMaxParallel: number | null
  /** When budgets begin anew; absent: at midnight in UTC. */
  readonly calendar?: BudgetCalendar
}

export type KindCounts = Readonly<Partial<Record<ErrorKind, number>>> & { readonly otherwise?: number | undefined }

export interface CooldownRules {
  readonly enabled: boolean
  readonly seconds: number
  /** Failures a minute a deployment may have; null = judged by what failed and how often. */
  readonly allowedFails: number | null
  readonly allowedFailsPolicy: KindCounts | null
}

export interface AffinityRules {
  /** By session id. */
  readonly session: boolean
  /** By the beginning of the conversation, whose cache a provider keeps. */
  readonly promptCaching: boolean
  /** By the calling key. */
  readonly caller: boolean
  readonly ttlMs: number
}

export interface ProviderBudget {
  readonly limitNano: number
  /** Null: for good. */
  readonly duration: Duration | null
}
