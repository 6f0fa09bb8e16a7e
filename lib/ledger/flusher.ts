import { createReadStream } from "node:fs"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import type { Journal, Segment } from "./journal"
import { probeRow } from "./probe-row"
import { readLines } from "./recover"
import { writeNewRows, writeRowsOnce } from "./write-rows"

const LINES_A_BATCH = 5_000
const READ_BYTES = 256 * 1024

interface Waiting {
  readonly segment: Segment
  /** A write failed with an unknown outcome: from now on only what is not there yet is added. */
  tried: boolean
}

/** Brings the journal's rows to the database, oldest first, a file at a time. Nothing here can fail or slow a reply. */
export class Flusher {
  readonly #journal: Journal
  readonly #db: Database
  readonly #log: Log
  readonly #waiting: Waiting[] = []
  #running: Promise<boolean> | null = null
  #timer: NodeJS.Timeout | null = null
  #failures = 0

  constructor(deps: { journal: Journal; db: Database; log: Log }) {
    this.#journal = deps.journal
    this.#db = deps.db
    this.#log = deps.log
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
        await this.#write(next)
        this.#waiting.shift()
        this.#journal.discard(next.segment)
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

  async #write(waiting: Waiting): Promise<void> {
    const { segment } = waiting
    if (!waiting.tried) {
      waiting.tried = true
      try {
        await writeNewRows(this.#db, createReadStream(segment.file, { highWaterMark: READ_BYTES }), segment.totals)
        return
      } catch (e) {
        if (!isRefusal(e)) throw e
      }
    }
    const lines = readLines(segment.file)
    for (let at = 0; at < lines.length; at += LINES_A_BATCH) await this.#writeOnce(lines.slice(at, at + LINES_A_BATCH))
  }

  /** One bad row must not hold up the rest: a batch the database refuses for its data is halved until the row is found and set aside. */
  async #writeOnce(lines: readonly string[]): Promise<void> {
    try {
      await writeRowsOnce(this.#db, lines)
    } catch (e) {
      if (!isRefusal(e)) throw e
      const [only] = lines
      if (lines.length === 1 && only !== undefined) {
        const reason = await probeRow(this.#db, only)
        if (!isBadData(reason)) throw reason ?? e
        this.#log.error("a spend row was refused by the database and set aside", {
          row: only.slice(0, 2000),
          error: String(reason),
        })
        return
      }
      const half = lines.length >> 1
      await this.#writeOnce(lines.slice(0, half))
      await this.#writeOnce(lines.slice(half))
    }
  }
}

/** The database said no to a batch: for the data itself, or in the middle of a transaction for a reason COPY does not tell. */
function isRefusal(e: unknown): boolean {
  return isBadData(e) || codeOf(e) === "25P02"
}

/** The data itself is impossible (SQLSTATE classes 22 and 23): no later try will be better. */
function isBadData(e: unknown): boolean {
  return /^2[23]/.test(codeOf(e))
}

function codeOf(e: unknown): string {
  return String((e as { code?: unknown } | null)?.code ?? "")
}
