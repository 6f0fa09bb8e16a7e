import type { ErrorKind } from "#lib/core/errors"
import type { CooldownRules, KindCounts } from "./router-settings"

/** May this deployment be asked now? `probing`: it is, by one request that finds out whether it works again. */
export type Health =
  | { readonly state: "healthy" }
  | { readonly state: "cooling" | "probing"; readonly untilMs: number; readonly why: ErrorKind }

/** A failure, and what is needed to judge it. */
export interface Failure {
  readonly id: string
  readonly kind: ErrorKind
  /** What the provider asked for. */
  readonly retryAfterSeconds: number | undefined
  /** Deployments of the same group, itself included. */
  readonly groupSize: number
  /** `cooldown_time` of the deployment itself. */
  readonly cooldownSeconds: number | null
}

interface Record {
  since: number
  fails: number
  successes: number
  readonly byKind: Map<ErrorKind, number>
  /** 0 = not set aside. */
  coolUntil: number
  why: ErrorKind
  /** When the running probe is given up for lost; 0 = none is running. */
  probeUntil: number
}

/** What other processes are told. */
export interface CooldownNews {
  readonly id: string
  /** 0: it works again. */
  readonly untilMs: number
  readonly why: ErrorKind
}

const MINUTE_MS = 60_000
const MAX_COOLDOWN_SECONDS = 600
/** A probe that nobody ended (its request still runs) makes room for another after this. */
const PROBE_MS = 60_000
const HEALTHY: Health = { state: "healthy" }
/** With no rule given: this many requests in the minute, and more than half of them failed. */
const FEWEST_TO_JUDGE = 5

/** Failures that say something about the deployment; the others are the request's own fault. */
const ITS_FAULT: ReadonlySet<ErrorKind> = new Set([
  "upstream_rate_limited",
  "upstream_auth",
  "upstream_timeout",
  "upstream_failed",
  "upstream_unavailable",
  "upstream_unreachable",
  "model_not_found",
])
/** One is enough where others can take over: another request would meet the same. */
const AT_ONCE: ReadonlySet<ErrorKind> = new Set([
  "upstream_rate_limited",
  "upstream_auth",
  "upstream_unreachable",
  "model_not_found",
])

/** Remembers which deployments failed, sets them aside for a while, and lets one request find out whether they are back. */
export class Cooldowns {
  readonly #records = new Map<string, Record>()
  #announce: (news: CooldownNews) => void = () => undefined

  /** True when nothing failed lately: the usual case, and cheap to ask. */
  get quiet(): boolean {
    return this.#records.size === 0
  }

  /** Called with each change worth telling other processes. */
  onChange(announce: (news: CooldownNews) => void): void {
    this.#announce = announce
  }

  health(id: string, nowMs: number): Health {
    const record = this.#records.get(id)
    if (record === undefined || record.coolUntil === 0) return HEALTHY
    const { why } = record
    if (nowMs < record.coolUntil) return { state: "cooling", untilMs: record.coolUntil, why }
    return nowMs < record.probeUntil ? { state: "probing", untilMs: record.probeUntil, why } : HEALTHY
  }

  /** A request is sent there. After a cooldown it is the probe, and the others wait for what comes of it. */
  started(id: string, nowMs: number): void {
    const record = this.#records.get(id)
    if (record !== undefined && record.coolUntil !== 0) record.probeUntil = nowMs + PROBE_MS
  }

  /** The request ended without saying anything about the deployment (its client left). */
  undecided(id: string): void {
    const record = this.#records.get(id)
    if (record !== undefined) record.probeUntil = 0
  }

  succeeded(id: string, nowMs: number): void {
    const record = this.#records.get(id)
    if (record === undefined) return
    if (record.coolUntil !== 0) {
      this.#records.delete(id)
      this.#announce({ id, untilMs: 0, why: record.why })
    } else if (nowMs - record.since >= MINUTE_MS) this.#records.delete(id)
    else record.successes++
  }

  failed(failure: Failure, rules: CooldownRules, nowMs: number): void {
    const { id, kind } = failure
    if (!rules.enabled || !counts(kind, rules)) {
      this.undecided(id)
      return
    }
    const record = this.#record(id, nowMs)
    const probe = record.coolUntil !== 0
    record.fails++
    record.byKind.set(kind, (record.byKind.get(kind) ?? 0) + 1)
    if (!probe && !tooMany(record, failure, rules)) return
    const seconds = Math.min(
      Math.max(failure.cooldownSeconds ?? rules.seconds, failure.retryAfterSeconds ?? 0),
      MAX_COOLDOWN_SECONDS,
    )
    if (seconds === 0) return
    this.#cool(record, nowMs + seconds * 1000, kind)
    this.#announce({ id, untilMs: record.coolUntil, why: kind })
  }

  /** What another process found out. */
  heard(news: CooldownNews, nowMs: number): void {
    if (news.untilMs === 0) this.#records.delete(news.id)
    if (news.untilMs <= nowMs || news.untilMs > nowMs + MAX_COOLDOWN_SECONDS * 1000) return
    const record = this.#record(news.id, nowMs)
    if (record.coolUntil < news.untilMs) this.#cool(record, news.untilMs, news.why)
  }

  #cool(record: Record, untilMs: number, why: ErrorKind): void {
    record.coolUntil = untilMs
    record.why = why
    record.probeUntil = 0
    record.fails = 0
    record.successes = 0
    record.byKind.clear()
  }

  #record(id: string, nowMs: number): Record {
    let record = this.#records.get(id)
    if (record !== undefined && record.coolUntil === 0 && nowMs - record.since >= MINUTE_MS) record = undefined
    if (record !== undefined) return record
    const fresh: Record = {
      since: nowMs,
      fails: 0,
      successes: 0,
      byKind: new Map(),
      coolUntil: 0,
      why: "upstream_failed",
      probeUntil: 0,
    }
    this.#records.set(id, fresh)
    return fresh
  }
}

function counts(kind: ErrorKind, rules: CooldownRules): boolean {
  return ITS_FAULT.has(kind) || allowedOf(rules.allowedFailsPolicy, kind) !== undefined
}

const allowedOf = (policy: KindCounts | null, kind: ErrorKind): number | undefined => policy?.[kind]

function tooMany(record: Record, { kind, groupSize }: Failure, rules: CooldownRules): boolean {
  const byKind = allowedOf(rules.allowedFailsPolicy, kind)
  const allowed = byKind ?? rules.allowedFails
  // Whoever is alone is never taken out for one failure.
  if (allowed !== null) {
    const fails = byKind === undefined ? record.fails : (record.byKind.get(kind) ?? 0)
    return fails > Math.max(allowed, groupSize > 1 ? 0 : 1)
  }
  if (groupSize < 2) return false
  if (AT_ONCE.has(kind)) return true
  const all = record.fails + record.successes
  return all >= FEWEST_TO_JUDGE && record.fails * 2 > all
}
