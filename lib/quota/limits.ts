import type { BudgetCalendar } from "#lib/core/budget-calendar"
import type { Account, Limits } from "#lib/identity/account"
import type { KeyRecord } from "#lib/identity/caller"
import type { Want } from "#lib/store/counters"
import { budgetCounter, tokenCounter } from "#lib/store/leases"
import type { Estimate } from "./estimate"

/** About a million dollars: more is never held for one request, and sums of it stay exact. */
const MAX_RESERVE_NANO = 2 ** 50

/** Someone whose limits hold for a request. */
export interface Scope {
  /** Names its counters: a key's hash, or `kind:id`. */
  readonly name: string
  /** How a refusal speaks of it. */
  readonly label: string
  readonly limits: Limits
  /** Its budget in tokens is a limit on a day. */
  readonly daily?: boolean
}

export function keyScope(key: KeyRecord): Scope {
  return { name: key.token, label: `key ${key.keyAlias ?? key.keyName}`, limits: key }
}

export function accountScope(account: Account): Scope {
  return { name: accountName(account), label: labelOf(account), limits: account, daily: isDaily(account) }
}

/** Is this part a limit of tokens a day (`tpd_limit`)? A further window with a budget in dollars has no other. */
export function isDaily({ kind, maxBudgetNano, maxTokens }: Account): boolean {
  return kind.endsWith("_window") && maxBudgetNano === null && typeof maxTokens === "number"
}

/** A part's alias says whose it is; there is one gateway. */
function labelOf({ kind, id, alias }: Account): string {
  if (kind === "gateway") return kind
  return kind.includes("_") && alias !== null ? alias : `${kind} ${alias ?? id}`
}

export function accountName(account: Pick<Account, "kind" | "id">): string {
  return `${account.kind}:${account.id}`
}

/** What may be spent in the running window, with what was added for a time; null = no limit. */
export function budgetNow({ maxBudgetNano, temporaryBudget }: Limits, nowMs: number): number | null {
  if (maxBudgetNano === null || !temporaryBudget || nowMs >= temporaryBudget.untilMs) return maxBudgetNano
  return maxBudgetNano + temporaryBudget.moreNano
}

/** Which tokens a limit a minute counts (`token_rate_limit_type`). */
export type TokenType = "total" | "input" | "output"

/** What a request asks its scopes for. */
export interface Ask {
  readonly estimate: Estimate
  readonly nowMs: number
  readonly calendar: BudgetCalendar
  readonly tokenType: TokenType
}

const TOKEN_COUNTERS = { total: "tpm", input: "itpm", output: "otpm" } as const

/** Everything one scope may not exceed, added to the wants of one atomic take. Models that cost nothing skip the money. */
export function addWants(wants: Want[], scope: Scope, ask: Ask): { windowStartedAt: number } {
  const { name, limits } = scope
  const { estimate, nowMs, tokenType } = ask
  const window = ask.calendar.current(limits, nowMs)
  if (limits.maxParallelRequests !== null)
    wants.push({ key: `parallel:${name}`, amount: 1, limit: limits.maxParallelRequests, windowSeconds: 0 })
  if (limits.rpmLimit !== null)
    wants.push({ key: `rpm:${name}`, amount: 1, limit: limits.rpmLimit, windowSeconds: 60, atOnce: true })
  if (limits.tpmLimit !== null) {
    const input = tokenType === "output" ? 0 : estimate.promptTokens
    const output = tokenType === "input" ? 0 : Math.round(estimate.expectedCompletionTokens)
    const key = `${TOKEN_COUNTERS[tokenType]}:${name}`
    wants.push({ key, amount: input + output, limit: limits.tpmLimit, windowSeconds: 60, lastMayOverdraw: true })
  }
  if (typeof limits.maxTokens === "number")
    wants.push({
      key: tokenCounter(name, window.startedAt),
      amount: estimate.promptTokens + Math.round(estimate.reservedCompletionTokens),
      limit: limits.maxTokens,
      windowSeconds: 0,
      seed: window.startedAt === limits.windowStartedAt ? (limits.windowTokens ?? 0) : 0,
      lastMayOverdraw: true,
    })
  if (estimate.reserveNano > 0 || limits.maxBudgetNano !== null) {
    const free = estimate.reserveNano === 0
    wants.push({
      key: budgetCounter(name, window.startedAt),
      amount: Math.min(estimate.reserveNano, MAX_RESERVE_NANO),
      limit: free ? Number.POSITIVE_INFINITY : (budgetNow(limits, nowMs) ?? Number.POSITIVE_INFINITY),
      windowSeconds: 0,
      seed: window.startedAt === limits.windowStartedAt ? limits.spendNano : 0,
      lastMayOverdraw: true,
    })
  }
  return { windowStartedAt: window.startedAt }
}
