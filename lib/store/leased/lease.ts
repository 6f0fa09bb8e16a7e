import type { CounterState, Taken, Want } from "#lib/store/counters"
import { type LeaseAnswer, type LeaseAsk, type LeaseState, lastingCounter } from "#lib/store/leases"

/** A want that did not fit. */
export type Refused = Taken & { ok: false }

/** What this process has of one limit. */
export class Lease {
  readonly key: string
  /** A budget, whose use ends up in the database; otherwise a rate or a gauge, which nobody else knows of. */
  readonly lasting: boolean
  /** The limit it was asked for under; NaN = ask anew. */
  limit: number
  /** The counter may go up to here. For a budget both this and the counter begin with what was spent before. */
  granted: number
  /** How much of the counter is in the database's own sum. */
  flushed: number
  /** Used by other processes, as of the last answer. */
  elsewhere = 0
  elsewhereHeld = 0
  /** Others have something of it, needed or not. */
  shared = false
  /** One request has more than there was; it gives back what it does not need. */
  overdrawn = false
  /** The database may have something else written than what this says. */
  dirty = false
  /** Others need it: what is not needed goes back as soon as it is free. */
  contendedUntilMs = Number.NEGATIVE_INFINITY
  lastTakenMs: number
  /** Asking; whoever needs more meanwhile waits for it and looks again. */
  asking: Promise<Refused | null> | null = null
  /** Being written; who asks waits for it. */
  writing: Promise<void> | null = null
  /** Grows whenever something came free. */
  version = 0
  refused: {
    readonly amount: number
    readonly untilMs: number
    readonly version: number
    readonly why: Refused
  } | null = null
  readonly waiting: (() => void)[] = []

  constructor(want: Want, used: number, nowMs: number) {
    this.key = want.key
    this.lasting = lastingCounter(want.key) !== null
    this.limit = want.limit
    this.granted = this.lasting ? used : 0
    this.flushed = this.granted
    this.lastTakenMs = nowMs
  }

  /** What the database should have written of it, when the counter stands there. */
  state({ used, held }: { used: number; held: number }): LeaseState {
    const amount = Math.max(0, this.granted - this.flushed)
    return { counter: this.key, amount, held, spare: Math.max(0, this.granted - used - held) }
  }

  /** What to ask for so that a want fits, when the counter stands there. */
  askFor(want: Want, { used, held }: CounterState): LeaseAsk {
    const reach = Math.max(this.granted, this.flushed)
    return {
      counter: this.key,
      has: Math.max(0, this.granted - this.flushed),
      need: Math.max(1, used + held + want.amount - reach),
      limit: want.limit,
      seed: want.seed ?? 0,
      held: held + want.amount,
      spare: Math.max(0, reach - used - held),
      mayOverdraw: want.lastMayOverdraw === true && held === 0,
    }
  }

  /** Keeps what is used and in flight. */
  shrink({ used, held }: { used: number; held: number }): void {
    const least = Math.max(used + held, this.flushed)
    if (this.granted > least) this.granted = least
    this.overdrawn = false
    this.dirty = true
  }

  /** After a want was taken: will the next ones soon find nothing, and is it worth asking now? */
  runsShort(want: Want, { used, held }: CounterState, nowMs: number): boolean {
    this.lastTakenMs = nowMs
    if (this.asking !== null || this.contendedUntilMs > nowMs || (this.refused?.untilMs ?? 0) > nowMs) return false
    return this.granted - used - held < 2 * want.amount && this.granted < want.limit
  }

  /** The last refusal, while nothing came free since and this want asks for no less. */
  standing(want: Want, nowMs: number): Refused | null {
    const { refused } = this
    if (refused === null || refused.untilMs <= nowMs || refused.version !== this.version) return null
    return want.amount >= refused.amount ? refused.why : null
  }

  /** Something came free: the first who waits looks again. */
  freed(): void {
    this.version++
    this.waiting.shift()?.()
  }

  learn(answer: LeaseAnswer): void {
    this.shared = answer.others > 0
    this.elsewhere = Math.max(0, answer.others - answer.othersSpare)
    if (this.lasting) this.elsewhere += Math.max(0, answer.spent - this.flushed)
    this.elsewhereHeld = Math.min(this.elsewhere, answer.othersHeld)
    this.granted = Math.max(this.granted, this.flushed) + answer.granted
    this.overdrawn = answer.overdrawn
  }
}

/** Why there is no more of it, in the figures of all processes. */
export function refusalOf(lease: Lease, want: Want, { state, fits }: { state: CounterState; fits: Taken }): Refused {
  return {
    ok: false,
    want,
    used: state.used + lease.elsewhere - lease.elsewhereHeld,
    held: state.held + lease.elsewhereHeld,
    retryAfterMs: fits.ok || state.used === 0 ? 1000 : fits.retryAfterMs,
  }
}
