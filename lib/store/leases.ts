/** A process asks for more of a limit than it has. Amounts in the counter's own unit (nano-dollars, tokens, requests). */
export interface LeaseAsk {
  readonly counter: string
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

/** A sum that is kept for a budget window: `<unit>:<whose>:<window start in ms>`. */
const LASTING = /^(budget|tokens):(.+):(\d+)$/s

export interface LastingCounter {
  readonly unit: "budget" | "tokens"
  /** A key's hash, or `<kind>:<id>`. */
  readonly name: string
  readonly windowStartedAt: number
}

/** Reads the name of a counter that lasts a budget window; null for rates and gauges. */
export function lastingCounter(counter: string): LastingCounter | null {
  const match = LASTING.exec(counter)
  if (match === null) return null
  return { unit: match[1] as "budget" | "tokens", name: match[2] ?? "", windowStartedAt: Number(match[3]) }
}
