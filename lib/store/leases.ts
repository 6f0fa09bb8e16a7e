/** A process asks for more of a limit than it has. Amounts in the counter's own unit (nano-dollars, tokens, requests). */
export interface LeaseAsk {
  readonly counter: string
  /** What the process has of it now. */
  readonly has: number
  /** The least that helps. */
  readonly need: number
  readonly limit: number
  /** What has been used when the database does not know it. */
  readonly seed: number
  /** What the process will have in flight once it is granted. */
  readonly held: number
  /** What it has and does not need, which `need` is on top of. */
  readonly spare: number
  /** Nothing of its own is in flight: whatever is left may be overdrawn by this one. */
  readonly mayOverdraw: boolean
}

export interface LeaseAnswer {
  /** 0 = refused. */
  readonly granted: number
  /** What the database knows to be used. */
  readonly spent: number
  /** Leased to other processes, and how much of that is in flight or not needed, as they last said. */
  readonly others: number
  readonly othersHeld: number
  readonly othersSpare: number
  /** No other process serves. */
  readonly alone: boolean
  /** More was granted than there is: for this one request, and what it does not need is nobody's. */
  readonly overdrawn: boolean
}

/** What a process has of one counter, as it stands. */
export interface LeaseState {
  readonly counter: string
  /** 0 gives the lease back. */
  readonly amount: number
  readonly held: number
  readonly spare: number
}

/** Where the processes of one deployment divide their limits. Every method rejects when it cannot be reached. */
export interface LeaseStore {
  /** The name of this process: no other ever has the same. */
  readonly process: string
  ask(ask: LeaseAsk): Promise<LeaseAnswer>
  /** Replaces what is written of these counters. */
  write(states: readonly LeaseState[]): Promise<void>
  /** Says that this process is alive, frees what dead ones held. `known` is false when it was taken for dead itself: its leases are gone. */
  beat(): Promise<{ readonly known: boolean; readonly others: number }>
  /** Leaves: what it holds is free at once, except `kept` (what was used of rates lasts its minute). */
  leave(kept: readonly LeaseState[]): Promise<void>
}

/** What the writer of spend rows has to know of leases: rows and what they used of a lease change together. */
export interface SpendLeases {
  readonly process: string
  /** Has this process leased a part of this counter? */
  has(counter: string): boolean
  /** Runs while nothing else writes this process's leases. */
  alone<T>(run: () => Promise<T>): Promise<T>
  /** Rows are in the database: this much of each lease has become spend. */
  written(used: readonly LeaseUse[]): void
}

export interface LeaseUse {
  readonly counter: string
  readonly used: number
}

/** A sum that is kept for a budget window: `<unit>:<whose>:<window start in ms>`. */
const LASTING = /^(budget|tokens):(.+):(\d+)$/s

export interface LastingCounter {
  readonly unit: "budget" | "tokens"
  /** A key's hash, or `<kind>:<id>`. */
  readonly name: string
  readonly windowStartedAt: number
}

/** The counter of a budget in one window; `name` is a key's hash or `<kind>:<id>`. */
export function budgetCounter(name: string, windowStartedAt: number): string {
  return `budget:${name}:${windowStartedAt}`
}

/** The counter of a budget in tokens in one window. */
export function tokenCounter(name: string, windowStartedAt: number): string {
  return `tokens:${name}:${windowStartedAt}`
}

/** Does this counter last a budget window: is it money or a budget in tokens, and no rate or gauge? */
export function lasts(counter: string): boolean {
  return counter.startsWith("budget:") || counter.startsWith("tokens:")
}

/** Reads the name of a counter that lasts a budget window; null for rates and gauges. */
export function lastingCounter(counter: string): LastingCounter | null {
  const match = LASTING.exec(counter)
  if (match === null) return null
  return { unit: match[1] as "budget" | "tokens", name: match[2] ?? "", windowStartedAt: Number(match[3]) }
}
