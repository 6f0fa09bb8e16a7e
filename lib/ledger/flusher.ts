import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import type { Journal, Segment } from "./journal"
import { readSegmentRows } from "./recover"
import { writeRows } from "./write-rows"

/** Rows kept in memory while the database is away; beyond, they stay in the journal's files only. */
const MAX_ROWS_IN_MEMORY = 20_000
const ROWS_A_STATEMENT = 1_000

/** Brings the journal's rows to the database, oldest first, in batches. Nothing here can fail or slow a reply. */
export class Flusher {
  readonly #journal: Journal
  readonly #db: Database
  readonly #log: Log
  #waiting: Segment[] = []
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

  /** Rows not yet in the database. */
  get backlog(): number {
    return this.#waiting.reduce((sum, segment) => sum + segment.rowCount, 0)
  }

  #once(): Promise<boolean> {
    this.#running ??= this.#drain().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #drain(): Promise<boolean> {
    const sealed = this.#journal.seal()
    if (sealed !== null) this.#waiting.push(sealed)
    try {
      for (let segment = this.#waiting[0]; segment !== undefined; segment = this.#waiting[0]) {
        await this.#write(segment.rows ?? readSegmentRows(segment.file))
        this.#waiting.shift()
        this.#journal.discard(segment)
      }
      if (this.#failures > 0) this.#log.info("spend rows reach the database again", { after_failures: this.#failures })
      this.#failures = 0
      return true
    } catch (e) {
      this.#failures++
      if (this.#failures === 1 || this.#failures % 60 === 0)
        this.#log.error("spend rows cannot be written; they wait in the journal", {
          rows: this.backlog,
          error: String(e),
        })
      this.#unload()
      return false
    }
  }

  async #write(rows: readonly string[]): Promise<void> {
    for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT)
      await this.#writeBatch(rows.slice(at, at + ROWS_A_STATEMENT))
  }

  /** One bad row must not hold up the rest: a batch the database refuses for its data is halved until the row is found and set aside. */
  async #writeBatch(rows: readonly string[]): Promise<void> {
    try {
      await writeRows(this.#db, rows)
    } catch (e) {
      const refused = String((e as { code?: unknown }).code ?? "").startsWith("22")
      if (!refused) throw e
      if (rows.length === 1) {
        this.#log.error("a spend row was refused by the database and set aside", {
          row: rows[0]?.slice(0, 2000),
          error: String(e),
        })
        return
      }
      const half = rows.length >> 1
      await this.#writeBatch(rows.slice(0, half))
      await this.#writeBatch(rows.slice(half))
    }
  }

  /** Drops the newest segments' rows from memory; their files have them. */
  #unload(): void {
    let inMemory = 0
    for (const segment of this.#waiting) {
      inMemory += segment.rowCount
      if (inMemory > MAX_ROWS_IN_MEMORY) segment.rows = null
    }
  }
}
