import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs"
import { join } from "node:path"
import { rowJson, type SpendRow } from "./spend-row"

/** One file of the journal: rows in the order they came, as JSON lines. */
export interface Segment {
  readonly file: string
  /** Serialised rows still in memory; null once they were dropped to save it (the file has them). */
  rows: string[] | null
  rowCount: number
}

/**
 * A local append-only file of what is owed to the database. `intend` before a request is sent, `settle` with its row before
 * its reply ends: after kill -9 the next start finds every row, and bills what was in flight at its expected cost.
 */
export class Journal {
  readonly #dir: string
  #current: (Segment & { fd: number }) | null = null
  #sequence = 0
  /** Requests in flight: request id → the file that holds their intent. */
  readonly #open = new Map<string, string>()
  /** How many requests in flight each file still answers for. */
  readonly #openIn = new Map<string, number>()
  /** Files whose rows are in the database, kept for their open intents. */
  readonly #lingering = new Set<string>()

  /** `dir` is this process's own; it is created with mode 0700. */
  constructor(dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    this.#dir = dir
  }

  /** The request is about to be written to a provider; `expected` is the row to book if we die now. */
  intend(expected: SpendRow): void {
    const segment = this.#segment()
    writeSync(segment.fd, `i${rowJson(expected)}\n`)
    this.#open.set(expected.request_id, segment.file)
    this.#openIn.set(segment.file, (this.#openIn.get(segment.file) ?? 0) + 1)
  }

  /** The request came to this. The line is in the file when this returns. */
  settle(row: SpendRow): void {
    const segment = this.#segment()
    const json = rowJson(row)
    writeSync(segment.fd, `r${json}\n`)
    segment.rows?.push(json)
    segment.rowCount++
    this.#answered(row.request_id)
  }

  /** Closes the current file for writing and hands it over; null when it has no rows. */
  seal(): Segment | null {
    const segment = this.#current
    if (segment === null || segment.rowCount === 0) return null
    this.#current = null
    closeSync(segment.fd)
    return segment
  }

  /** The segment's rows are in the database: its file may go, as soon as no request in flight needs it. */
  discard(segment: Segment): void {
    if ((this.#openIn.get(segment.file) ?? 0) > 0) this.#lingering.add(segment.file)
    else rmSync(segment.file, { force: true })
  }

  /** Ends an orderly run. The folder goes when nothing is owed; otherwise the next start reads it. */
  close(): void {
    const segment = this.#current
    this.#current = null
    if (segment !== null) closeSync(segment.fd)
    if (this.#open.size > 0 || (segment?.rowCount ?? 0) > 0) return
    if (segment !== null) rmSync(segment.file, { force: true })
    rmSync(this.#dir, { recursive: true, force: true })
  }

  #answered(requestId: string): void {
    const file = this.#open.get(requestId)
    if (file === undefined) return
    this.#open.delete(requestId)
    const left = (this.#openIn.get(file) ?? 1) - 1
    if (left > 0) {
      this.#openIn.set(file, left)
      return
    }
    this.#openIn.delete(file)
    if (this.#lingering.delete(file)) rmSync(file, { force: true })
  }

  #segment(): Segment & { fd: number } {
    if (this.#current === null) {
      const file = join(this.#dir, `${String(this.#sequence++).padStart(8, "0")}.ndjson`)
      this.#current = { file, rows: [], rowCount: 0, fd: openSync(file, "a", 0o600) }
    }
    return this.#current
  }
}
