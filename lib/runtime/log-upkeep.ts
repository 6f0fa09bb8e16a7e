import type { Config } from "#lib/config/schema"
import type { Clock } from "#lib/core/clock"
import { addDuration, type Duration, parseDuration } from "#lib/core/duration"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { ensurePartitions } from "#lib/ledger/partitions"
import { closeLog } from "#lib/ledger/retention"
import type { ResponseStore } from "#lib/responses/response-store"
import { Rounds } from "./rounds"

const HOUR_MS = 3_600_000

/** How long rows of the log are kept, and how often older ones are taken out. */
export interface Retention {
  readonly period: Duration
  readonly intervalMs: number
}

const DAILY: Duration = { count: 1, unit: "d" }

/** `maximum_spend_logs_retention_*` as people write them ("30d"), which the config check has read once already. */
export function retentionOf(settings: Config["general_settings"]): Retention | null {
  const { maximum_spend_logs_retention_period: period, maximum_spend_logs_retention_interval: interval } = settings
  if (!period) return null
  const every = interval ? parseDuration(interval) : DAILY
  return { period: parseDuration(period), intervalMs: addDuration(0, every) }
}

export interface LogUpkeepDeps {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly retention: () => Retention | null
  readonly responses: Pick<ResponseStore, "sweep">
}

/** Takes out responses that have expired. Makes the log's partitions ahead of time, and takes out rows that are older than the configuration keeps them. */
export class LogUpkeep {
  readonly #deps: LogUpkeepDeps
  readonly #rounds = new Rounds({
    round: () => this.round(),
    waitMs: () => Math.min(HOUR_MS, this.#deps.retention()?.intervalMs ?? HOUR_MS),
  })
  #closedAt = Number.NEGATIVE_INFINITY

  constructor(deps: LogUpkeepDeps) {
    this.#deps = deps
  }

  /** Begins with a round at once; from then on one an hour, or as often as the retention wants. */
  start(): void {
    this.#rounds.start("now")
  }

  /** Ends with the round that is running. */
  stop(): Promise<void> {
    return this.#rounds.stop()
  }

  /** One round; what fails is logged and tried again in the next. */
  async round(): Promise<void> {
    const { db, clock, log, retention, responses } = this.#deps
    try {
      const now = clock.now()
      const kept = retention()
      if (kept !== null && now - this.#closedAt >= kept.intervalMs) {
        const { requests, dropped } = await closeLog(db, before(now, kept.period))
        this.#closedAt = now
        if (requests > 0)
          log.info("old rows were taken out of the request log", { requests, dropped_weeks: dropped.length })
      }
      await ensurePartitions(db, now)
      await responses.sweep()
    } catch (e) {
      log.warn("the request log's partitions could not be looked after", { error: String(e) })
    }
  }
}

/** A duration before a moment; of months and years, calendar ones. */
function before(ms: number, { count, unit }: Duration): number {
  return addDuration(ms, { count: -count, unit })
}
