import { GatewayError } from "#lib/core/errors"
import type { CounterState, Want } from "#lib/store/counters"
import type { LeaseState } from "#lib/store/leases"
import type { Lease } from "./lease"

/** A part nobody used for so long goes back when others serve too. */
const IDLE_MS = 3_000

type StateOf = (lease: Lease) => CounterState

/** The others took this process for dead and freed what it had: only what is used and in flight is claimed again. */
export function claimAgain(leases: Iterable<Lease>, stateOf: StateOf): void {
  for (const lease of leases) lease.shrink(stateOf(lease))
}

/** Others serve too: what nobody used lately is for them. */
export function giveBackIdle(leases: Iterable<Lease>, stateOf: StateOf): void {
  const now = performance.now()
  for (const lease of leases) {
    if (now - lease.lastTakenMs < IDLE_MS || lease.asking !== null) continue
    const state = stateOf(lease)
    if (lease.granted > state.used + state.held) lease.shrink(state)
  }
}

/**
 * What a process may do that cannot ask. Who was alone stays exact: nobody else can have got anything since. One of several
 * goes on beyond its part only where the configuration says so (`allow_requests_on_db_unavailable`).
 */
export function goOnAlone(
  lease: Lease,
  want: Want,
  { state, isAlone, mayOverrun }: { state: CounterState; isAlone: boolean; mayOverrun: boolean },
): void {
  if (isAlone) lease.granted = Math.max(lease.granted, want.limit)
  else if (mayOverrun) lease.granted = Math.max(lease.granted, state.used + state.held + want.amount)
}

/** 503: this process's part is used up, and the database that has the rest is away. */
export function databaseAway(cause: unknown): GatewayError {
  const say =
    "This request's limits could not be checked because the database is not available, and what this process had of them is used up. Try again in a moment."
  return new GatewayError("database_unavailable", say, { cause, retryAfterSeconds: 5 })
}

/** A process ends in order: what it used of a minute still counts for the others, and for the next start. */
export function usedRates(leases: Iterable<Lease>, stateOf: StateOf): LeaseState[] {
  const kept: LeaseState[] = []
  for (const lease of leases) {
    const { used } = stateOf(lease)
    if (!lease.lasting && used > 0) kept.push({ counter: lease.key, amount: used, held: 0, spare: 0 })
  }
  return kept
}
