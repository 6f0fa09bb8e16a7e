import { createReadStream, existsSync } from "node:fs"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { within } from "#lib/db/within"
import type { SpendLeases } from "#lib/store/leases"
import { leaseUses } from "./charge-leases"
import type { Journal, Segment } from "./journal"
import { readLines } from "./recover"
import { type RowsTarget, writeNewRows } from "./write-rows"
import { isRefusal, writeSafely } from "./write-safely"

/** Longer than the statement timeout of the database itself, for one that does not even say that. */
const WRITE_TIMEOUT_MS = 35_000
const READ_BYTES = 256 * 1024

/** Who wants to know which rows are in the database now. */
export interface RowsTold {
  readonly wanted: boolean
  written(ids: readonly string[], rows: number): void
}

interface Waiting {
  readonly segment: Segment
  /** A write failed with an unknown outcome: from now on only what is not there yet is added. */
  tried: boolean
}

/** Brings the journal's rows to the database, oldest first, a file at a time. Nothing here can fail or slow a reply. */
export class Flusher {
  readonly #journal: Journal
  readonly #to: RowsTarget
  readonly #log: Log
  readonly #news: RowsTold | null
  readonly #waiting: Waiting[] = []
  #running: Promise<boolean> | null = null
  #timer: NodeJS.Timeout | null = null
  #failures = 0

  constructor(deps: { journal: Journal; db: Database; log: Log; leases?: SpendLeases; news?: RowsTold }) {
    this.#journal = deps.journal
    this.#to = deps
    this.#log = deps.log
    this.#news = deps.news ?? null
  }

  /** Flushes every `intervalMs` until `stop`. */
  start(intervalMs: number): void {
    this.#timer = setInterval(() => void this.#once(), intervalMs)
    this.#timer.unref()
  }

  /** Everything settled before this call is in the database when it resolves true; false when the database is away. */
  async flush(): Promise<boolean> {
    if (this.#running !== null) await this.#running
    return this.#once()
  }

  /** The last flush of an orderly end. */
  async stop(): Promise<boolean> {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
    return this.flush()
  }

  #once(): Promise<boolean> {
    this.#running ??= this.#drain().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #drain(): Promise<boolean> {
    try {
      const sealed = this.#journal.seal()
      if (sealed !== null) this.#waiting.push({ segment: sealed, tried: false })
      for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
        await this.#writeAlone(next)
        this.#waiting.shift()
        this.#journal.discard(next.segment)
        if (this.#news?.wanted === true) this.#news.written(next.segment.ids, next.segment.rows)
      }
      if (this.#failures > 0) this.#log.info("spend rows reach the database again", { after_failures: this.#failures })
      this.#failures = 0
      return true
    } catch (e) {
      this.#failures++
      const rows = this.#waiting.reduce((sum, { segment }) => sum + segment.rows, 0)
      if (this.#failures === 1 || this.#failures % 60 === 0)
        this.#log.error("spend rows cannot be written; they wait in the journal", { rows, error: String(e) })
      return false
    }
  }

  /** Rows and what they used of leases change together, so nothing else writes leases meanwhile. */
  async #writeAlone(next: Waiting): Promise<void> {
    const { leases } = this.#to
    if (leases === undefined) return this.#write(next)
    const { totals } = next.segment
    await leases.alone(async () => {
      await this.#write(next)
      leases.written(leaseUses(leases, totals.keys(), totals.accounts()))
    })
  }

  async #write(waiting: Waiting): Promise<void> {
    const { segment } = waiting
    if (!waiting.tried) {
      waiting.tried = true
      try {
        await within(writeNewRows(this.#to, linesOf(segment), segment.totals), WRITE_TIMEOUT_MS, "writing spend rows")
        return
      } catch (e) {
        if (!isRefusal(e)) throw e
      }
    }
    const onDisk = existsSync(segment.file) ? readLines(segment.file) : []
    const write = writeSafely(this.#to, [...onDisk, ...segment.unwritten], this.#log)
    await within(write, WRITE_TIMEOUT_MS, "writing spend rows")
  }
}

/** The rows of a segment in pieces: the file as it stands, then what it had no room for. */
async function* linesOf(segment: Segment): AsyncGenerator<string | Uint8Array> {
  if (existsSync(segment.file)) yield* createReadStream(segment.file, { highWaterMark: READ_BYTES })
  yield* segment.unwritten
}
