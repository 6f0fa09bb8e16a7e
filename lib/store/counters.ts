/** One limit to respect while taking `amount` of it. */
export interface Want {
  /** Which counter, e.g. `budget:<token>:<window start>`. */
  readonly key: string
  readonly amount: number
  readonly limit: number
  /** Length of the sliding window; 0 = the counter never decays (a budget, or a gauge of things in flight). */
  readonly windowSeconds: number
  /** What the counter starts from when it does not exist yet (spend the database already has). */
  readonly seed?: number
  /** With nothing held, whatever is left may be overdrawn by one want: who still has money is not refused for a careful estimate. */
  readonly lastMayOverdraw?: boolean
  /** Counts from the moment it is taken, not from its settlement: a request belongs to the minute it began in. */
  readonly atOnce?: boolean
}

export type Taken =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly want: Want
      readonly used: number
      readonly held: number
      readonly retryAfterMs: number
    }

/** What a want really came to: `held` (the amount taken) becomes `actual`. */
export interface Settlement {
  readonly key: string
  readonly held: number
  readonly actual: number
}

export interface CounterState {
  /** Settled amount, inside the window when there is one. */
  readonly used: number
  /** Taken and not yet settled. */
  readonly held: number
}

/** Budgets and rate limits are the same mechanism with different units. */
export interface Counters {
  /** All or nothing: if one want does not fit, none is charged. Fits means used + held + amount ≤ limit. */
  take(wants: readonly Want[]): Promise<Taken> | Taken
  settle(settlements: readonly Settlement[]): Promise<void> | void
  peek(key: string): Promise<CounterState | null> | CounterState | null
}

/** Counters a choice is made by: what `take` would answer can be asked first. */
export interface RoutingCounters extends Counters {
  /** What `take` would answer, as far as it is known here: ok also when only asking others could tell. Nothing is charged. */
  fits(wants: readonly Want[]): Taken
  /** What `tryTake` would answer, others asked where it is not known here. Nothing is charged. */
  wouldTake(wants: readonly Want[]): Promise<Taken> | Taken
  /** As `take`, but refuses at once what only requests in flight could give back. */
  tryTake(wants: readonly Want[]): Promise<Taken> | Taken
  peek(key: string): CounterState | null
}
