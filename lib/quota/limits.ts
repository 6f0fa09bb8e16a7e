import { type BudgetWindow, parseDuration, windowAt } from "#lib/core/duration"
import type { KeyRecord } from "#lib/identity/caller"
import type { Want } from "#lib/store/counters"
import type { Estimate } from "./estimate"

/** About a million dollars: more is never held for one request, and sums of it stay exact. */
const MAX_RESERVE_NANO = 2 ** 50

/** The counter of a key's budget in one window. */
export function budgetCounterKey(token: string, windowStartedAt: number): string {
  return `budget:${token}:${windowStartedAt}`
}

/** The budget window a key is in now: the stored one, or the one that follows when that has run out. */
export function currentWindow(key: KeyRecord, nowMs: number): BudgetWindow | { startedAt: number; resetAt: null } {
  if (key.budgetDuration === null || key.budgetResetAt === null)
    return { startedAt: key.windowStartedAt, resetAt: null }
  if (nowMs < key.budgetResetAt) return { startedAt: key.windowStartedAt, resetAt: key.budgetResetAt }
  return windowAt(parseDuration(key.budgetDuration), key.windowStartedAt, nowMs)
}

export interface KeyLimits {
  readonly wants: readonly Want[]
  /** Start of the budget window this request is charged to. */
  readonly windowStartedAt: number
  readonly resetAt: number | null
}

/** Everything a key may not exceed, as wants of one atomic take. Models that cost nothing skip the money. */
export function keyLimits(key: KeyRecord, estimate: Estimate, nowMs: number): KeyLimits {
  const window = currentWindow(key, nowMs)
  const wants: Want[] = []
  const { token } = key
  if (key.maxParallelRequests !== null)
    wants.push({ key: `parallel:${token}`, amount: 1, limit: key.maxParallelRequests, windowSeconds: 0 })
  if (key.rpmLimit !== null)
    wants.push({ key: `rpm:${token}`, amount: 1, limit: key.rpmLimit, windowSeconds: 60, atOnce: true })
  if (key.tpmLimit !== null) {
    const amount = estimate.promptTokens + Math.round(estimate.expectedCompletionTokens)
    wants.push({ key: `tpm:${token}`, amount, limit: key.tpmLimit, windowSeconds: 60, lastMayOverdraw: true })
  }
  if (estimate.reserveNano > 0 || key.maxBudgetNano !== null) {
    const free = estimate.reserveNano === 0
    wants.push({
      key: budgetCounterKey(token, window.startedAt),
      amount: Math.min(estimate.reserveNano, MAX_RESERVE_NANO),
      limit: free ? Number.POSITIVE_INFINITY : (key.maxBudgetNano ?? Number.POSITIVE_INFINITY),
      windowSeconds: 0,
      seed: window.startedAt === key.windowStartedAt ? key.spendNano : 0,
      lastMayOverdraw: true,
    })
  }
  return { wants, windowStartedAt: window.startedAt, resetAt: window.resetAt }
}
