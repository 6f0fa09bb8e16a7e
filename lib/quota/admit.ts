import type { Clock } from "#lib/core/clock"
import { GatewayError } from "#lib/core/errors"
import { usdFromNano } from "#lib/core/money"
import type { Caller, KeyRecord } from "#lib/identity/caller"
import type { Counters, Settlement, Taken, Want } from "#lib/store/counters"
import type { Estimate } from "./estimate"
import { keyLimits } from "./limits"

/** What a request really came to. */
export interface Bill {
  readonly costNano: number
  readonly totalTokens: number
  /** False when the request was refused or failed before it could count against rpm. */
  readonly counted: boolean
}

/** A right to make one request; settling it gives back what was held and not used. Settled once. */
export interface Ticket {
  /** Start of the key's budget window the bill goes to; 0 = the key's whole life. */
  readonly windowStartedAt: number
  settle(bill: Bill): void
}

export interface AdmitDeps {
  readonly counters: Counters
  readonly clock: Clock
  /** HTTP status of an exceeded budget (`budget_exceeded_status_code`). */
  readonly budgetStatus: number
}

const FREE: Ticket = { windowStartedAt: 0, settle: () => undefined }

/** Reserves requests, tokens and dollars in one step. Throws 429 naming the limit, what is spent, held and when it is free again. */
export function admit(deps: AdmitDeps, caller: Caller, estimate: Estimate): Ticket | Promise<Ticket> {
  if (caller.key === null) return FREE
  const { key } = caller
  const limits = keyLimits(key, estimate, deps.clock.now())
  if (limits.wants.length === 0) return { ...FREE, windowStartedAt: limits.windowStartedAt }
  const decide = (taken: Taken): Ticket => {
    if (!taken.ok) throw refusal(deps, key, taken, limits.resetAt)
    return ticket(deps.counters, limits.wants, limits.windowStartedAt)
  }
  const taken = deps.counters.take(limits.wants)
  return taken instanceof Promise ? taken.then(decide) : decide(taken)
}

function ticket(counters: Counters, wants: readonly Want[], windowStartedAt: number): Ticket {
  let open = true
  return {
    windowStartedAt,
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
      return { key, held: amount, actual: bill.totalTokens }
    case "rpm":
      return { key, held: 0, actual: bill.counted ? 0 : -amount }
    default:
      return { key, held: amount, actual: 0 }
  }
}

function refusal(deps: AdmitDeps, key: KeyRecord, taken: Taken & { ok: false }, resetAt: number | null): GatewayError {
  const { want, used, held } = taken
  const unit = want.key.slice(0, want.key.indexOf(":"))
  if (unit !== "budget") {
    const what = { rpm: "requests per minute", tpm: "tokens per minute", parallel: "parallel requests" }[unit] ?? unit
    const retryAfterSeconds = Math.max(1, Math.ceil(taken.retryAfterMs / 1000))
    const say = `Rate limit of the key ${key.keyName}: ${want.limit} ${what}, ${Math.round(used + held)} in use. Try again in ${retryAfterSeconds} s.`
    return new GatewayError("rate_limited", say, { retryAfterSeconds })
  }
  const usd = (nano: number) => `$${usdFromNano(nano)}`
  const nowMs = deps.clock.now()
  const reset =
    resetAt === null
      ? "It does not reset; an admin can raise it."
      : `It resets at ${new Date(resetAt).toISOString()}; an admin can raise it.`
  const waits = held > 0 && used < want.limit
  if (waits) {
    const say = `The rest of the budget is held by requests in flight: key ${key.keyAlias ?? key.keyName} spent ${usd(used)} of ${usd(want.limit)}, ${usd(held)} held. Try again in 1 s.`
    return new GatewayError("budget_exceeded", say, { status: deps.budgetStatus, retryAfterSeconds: 1 })
  }
  const say = `Budget has been exceeded! Key ${key.keyAlias ?? key.keyName}: spent ${usd(used)} of ${usd(want.limit)}. ${reset}`
  const wait = resetAt === null ? undefined : Math.max(1, Math.ceil((resetAt - nowMs) / 1000))
  return new GatewayError("budget_exceeded", say, {
    status: deps.budgetStatus,
    ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
  })
}
