import type { BudgetCalendar } from "#lib/core/budget-calendar"
import type { Clock } from "#lib/core/clock"
import { GatewayError } from "#lib/core/errors"
import { usdFromNano } from "#lib/core/money"
import type { Account } from "#lib/identity/account"
import type { Caller, KeyRecord } from "#lib/identity/caller"
import type { Counters, Settlement, Taken, Want } from "#lib/store/counters"
import { lasts } from "#lib/store/leases"
import type { Estimate } from "./estimate"
import { type Ask, accountName, accountScope, addWants, keyScope, type TokenType } from "./limits"
import { limitsRates, rateHeaders } from "./rate-headers"

/** What a request really came to. */
export interface Bill {
  readonly costNano: number
  readonly totalTokens: number
  /** Those of them that were read; absent = unknown, all count as such. */
  readonly promptTokens?: number
  /** False when the request was refused or failed before it could count against rpm. */
  readonly counted: boolean
}

/** A right to make one request; settling it gives back what was held and not used. Settled once. */
export interface Ticket {
  /** Start of the key's budget window the bill goes to; 0 = the key's whole life. */
  readonly windowStartedAt: number
  /** The accounts the bill goes to and their windows: `<window start>:<kind>:<id>`. */
  readonly chargedTo: readonly string[]
  /** What is left of the limits on rates now, as reply headers; null when there are none. */
  readonly rates: (() => Record<string, string>) | null
  settle(bill: Bill): void
}

export interface AdmitDeps {
  readonly counters: Counters
  readonly clock: Clock
  /** When budgets begin anew. */
  readonly calendar: BudgetCalendar
  /** HTTP status of an exceeded budget (`budget_exceeded_status_code`). */
  readonly budgetStatus: number
  /** Which tokens count against limits a minute; all unless given. */
  readonly tokenType?: TokenType
  /** Hold and count what budgets are made of, and no limit on rates: for the gateway's own requests. */
  readonly moneyOnly?: boolean
  /** What is taken of all that the limits ask for; everything, as they ask, unless given. */
  readonly revise?: (wants: Want[]) => Want[]
}

const NOBODY: readonly string[] = []
const FREE: Ticket = { windowStartedAt: 0, chargedTo: NOBODY, rates: null, settle: () => undefined }

/**
 * Reserves requests, tokens and dollars of the key and of every account in one step, all or none. Throws 429 naming the limit,
 * what is spent, held and when it is free again.
 */
export function admit(
  deps: AdmitDeps,
  caller: Caller,
  accounts: readonly Account[],
  estimate: Estimate,
): Ticket | Promise<Ticket> {
  const { key } = caller
  if (key === null && accounts.length === 0) return FREE
  const { calendar, clock, tokenType = "total" } = deps
  const ask: Ask = { estimate, nowMs: clock.now(), calendar, tokenType }
  let wants: Want[] = []
  const windowStartedAt = key === null ? 0 : addWants(wants, keyScope(key), ask).windowStartedAt
  const chargedTo =
    accounts.length === 0
      ? NOBODY
      : accounts.map((account) => {
          const window = addWants(wants, accountScope(account), ask)
          return `${window.windowStartedAt}:${accountName(account)}`
        })
  if (deps.moneyOnly === true) wants = wants.filter(({ key }) => lasts(key))
  if (deps.revise !== undefined) wants = deps.revise(wants)
  if (wants.length === 0) return { ...FREE, windowStartedAt, chargedTo }
  const decide = (taken: Taken): Ticket => {
    if (!taken.ok) throw refusal(deps, key, accounts, taken)
    return ticket(deps.counters, wants, { windowStartedAt, chargedTo })
  }
  const taken = deps.counters.take(wants)
  return taken instanceof Promise ? taken.then(decide) : decide(taken)
}

/** Throws 429 when a budget of the key or of an account is used up, by what is known here. Nothing is taken, so that nobody has to wait for it. */
export async function seeMoney(deps: AdmitDeps, caller: Caller, accounts: readonly Account[]): Promise<void> {
  const { key } = caller
  const { calendar, clock, tokenType = "total" } = deps
  const ask: Ask = { estimate: A_LITTLE, nowMs: clock.now(), calendar, tokenType }
  const wants: Want[] = []
  for (const scope of [...(key === null ? [] : [keyScope(key)]), ...accounts.map(accountScope)])
    addWants(wants, scope, ask)
  for (const want of wants) {
    if (!lasts(want.key)) continue
    const state = await deps.counters.peek(want.key)
    const { used, held } = state ?? { used: want.seed ?? 0, held: 0 }
    if (used >= want.limit) throw refusal(deps, key, accounts, { ok: false, want, used, held, retryAfterMs: 0 })
  }
}

const A_LITTLE: Estimate = {
  promptTokens: 1,
  reservedCompletionTokens: 0,
  expectedCompletionTokens: 0,
  reserveNano: 1,
  expectedNano: 1,
}

function ticket(
  counters: Counters,
  wants: readonly Want[],
  { windowStartedAt, chargedTo }: Pick<Ticket, "windowStartedAt" | "chargedTo">,
): Ticket {
  let open = true
  return {
    windowStartedAt,
    chargedTo,
    rates: limitsRates(wants) ? () => rateHeaders(counters, wants) : null,
    settle(bill) {
      if (!open) return
      open = false
      const settlements = wants.map((want) => settlementOf(want, bill))
      void counters.settle(settlements)
    },
  }
}

function settlementOf(want: Want, bill: Bill): Settlement {
  const { key, amount } = want
  switch (key.slice(0, key.indexOf(":"))) {
    case "budget":
      return { key, held: amount, actual: bill.costNano }
    case "tpm":
    case "tokens":
      return { key, held: amount, actual: bill.totalTokens }
    case "itpm":
      return { key, held: amount, actual: bill.promptTokens ?? bill.totalTokens }
    case "otpm":
      return { key, held: amount, actual: bill.totalTokens - (bill.promptTokens ?? bill.totalTokens) }
    case "rpm":
      return { key, held: 0, actual: bill.counted ? 0 : -amount }
    default:
      return { key, held: amount, actual: 0 }
  }
}

function refusal(
  deps: AdmitDeps,
  key: KeyRecord | null,
  accounts: readonly Account[],
  taken: Taken & { ok: false },
): GatewayError {
  const { want, used, held } = taken
  const unit = want.key.slice(0, want.key.indexOf(":"))
  const name = want.key.slice(unit.length + 1)
  const scopes = [...(key === null ? [] : [keyScope(key)]), ...accounts.map(accountScope)]
  // The longest name that fits: a part's begins like nobody else's, but ids may be anything.
  const fits = scopes.filter((one) => name === one.name || name.startsWith(`${one.name}:`))
  const scope = fits.sort((a, b) => b.name.length - a.name.length)[0]
  const label = scope?.label ?? name
  const resetAt = scope === undefined ? null : deps.calendar.current(scope.limits, deps.clock.now()).resetAt
  if (unit === "tokens" && scope?.daily !== true)
    return budgetRefusal(deps, { label, used, held, limit: want.limit, resetAt, show: inTokens })
  if (unit !== "budget") {
    const what = UNITS[unit] ?? unit
    const freeAt = unit === "tokens" && used >= want.limit ? (resetAt ?? 0) - deps.clock.now() : taken.retryAfterMs
    const retryAfterSeconds = Math.max(1, Math.ceil(freeAt / 1000))
    const say = `Rate limit of the ${label}: ${want.limit} ${what}, ${Math.round(used + held)} in use. Try again in ${retryAfterSeconds} s.`
    return new GatewayError("rate_limited", say, { retryAfterSeconds })
  }
  return budgetRefusal(deps, { label, used, held, limit: want.limit, resetAt, show: inDollars })
}

const UNITS: Readonly<Record<string, string>> = {
  rpm: "requests per minute",
  tpm: "tokens per minute",
  itpm: "input tokens per minute",
  otpm: "output tokens per minute",
  parallel: "parallel requests",
  tokens: "tokens per day",
}
const inDollars = (nano: number) => `$${usdFromNano(nano)}`
const inTokens = (tokens: number) => `${Math.round(tokens)} tokens`

interface SpentBudget {
  readonly label: string
  readonly used: number
  readonly held: number
  readonly limit: number
  readonly resetAt: number | null
  /** Its unit, for people. */
  readonly show: (amount: number) => string
}

function budgetRefusal(deps: AdmitDeps, { label, used, held, limit, resetAt, show }: SpentBudget): GatewayError {
  const reset =
    resetAt === null
      ? "It does not reset; an admin can raise it."
      : `It resets at ${new Date(resetAt).toISOString()}; an admin can raise it.`
  if (held > 0 && used < limit) {
    const say = `The rest of the budget is held by requests in flight: ${label} spent ${show(used)} of ${show(limit)}, ${show(held)} held. Try again in 1 s.`
    return new GatewayError("budget_exceeded", say, { status: deps.budgetStatus, retryAfterSeconds: 1 })
  }
  const who = label.charAt(0).toUpperCase() + label.slice(1)
  const say = `Budget has been exceeded! ${who}: spent ${show(used)} of ${show(limit)}. ${reset}`
  const wait = resetAt === null ? undefined : Math.max(1, Math.ceil((resetAt - deps.clock.now()) / 1000))
  return new GatewayError("budget_exceeded", say, {
    status: deps.budgetStatus,
    ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
  })
}
