import { finishJobs, type RepriceContext } from "#lib/admin/reprice/run"
import type { Log } from "#lib/core/log"
import { checkLedger, lastCheck, type StoredCheck } from "#lib/ledger/check"
import { Rounds } from "./rounds"

const DAY_MS = 86_400_000
/** 03:00 UTC: the check reads the whole log. */
const NIGHT_MS = 3 * 3_600_000
const ROUND_MS = 60_000
/** "tollgchk" in a bigint: who holds this advisory lock checks the ledger. */
const LOCK_KEY = "8390043843443153003"

interface Deps extends RepriceContext {
  readonly log: Log
}

/**
 * Proves every night that all sums of money agree, in one process of those on a database, and goes on with re-price runs whose process
 * died. A night nobody was there is made up for.
 */
export class LedgerUpkeep {
  readonly #deps: Deps
  readonly #rounds = new Rounds({ round: () => this.round(), waitMs: () => ROUND_MS })

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** A round a minute, the first in a minute: starting comes first. */
  start(): void {
    this.#rounds.start("later")
  }

  /** Ends with the round that is running, a re-price run between two of its steps. */
  stop(): Promise<void> {
    return this.#rounds.stop()
  }

  /** One round; what fails is logged and tried again in the next. */
  async round(): Promise<void> {
    const { log } = this.#deps
    try {
      await finishJobs(this.#deps, this.#rounds.stopped)
      const check = (await this.#isDue()) ? await this.#check() : null
      if (check !== null) tell(log, check)
    } catch (e) {
      log.warn("the ledger could not be looked after", { error: String(e) })
    }
  }

  /** Was nothing checked since the last night began? A log that began after it waits for its first night. */
  async #isDue(): Promise<boolean> {
    const { db, clock } = this.#deps
    const night = Math.floor((clock.now() - NIGHT_MS) / DAY_MS) * DAY_MS + NIGHT_MS
    const last = await lastCheck(db)
    if (last !== null) return last.at.getTime() < night
    const [log] = await db.sql<{ old: boolean }[]>`
      select exists (select from usage_hourly where hour < ${new Date(night)}) as old`
    return log?.old === true
  }

  /** Null while another process is at it, or when one has just been. */
  async #check(): Promise<StoredCheck | null> {
    const { db, clock } = this.#deps
    const done = await db.sql.begin(async (tx) => {
      await tx`select set_config('idle_in_transaction_session_timeout', '0', true)`
      const [lock] = await tx<{ held: boolean }[]>`select pg_try_advisory_xact_lock(${LOCK_KEY}::text::bigint) as held`
      return { check: lock?.held === true && (await this.#isDue()) ? await checkLedger(db, clock) : null }
    })
    return (done as { check: StoredCheck | null }).check
  }
}

function tell(log: Log, check: StoredCheck): void {
  const facts = { requests: check.requests, entries: check.entries, took_ms: check.tookMs }
  if (check.ok) log.info("the ledger was checked: all sums of money agree", facts)
  else
    log.error("the ledger does not agree with itself; GET /spend/verify/last names each difference", {
      ...facts,
      differences: check.differences.length,
      first: check.differences[0],
    })
}
