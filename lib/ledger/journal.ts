import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs"
import { join } from "node:path"
import { rowLine, type SpendRow } from "./spend-row"
import { Totals } from "./totals"

/** A finished file of rows in COPY text, ready for the database. */
export interface Segment {
  readonly file: string
  readonly rows: number
  readonly totals: Totals
}

interface OpenRows {
  readonly file: string
  readonly fd: number
  rows: number
  readonly totals: Totals
}

interface OpenIntents {
  readonly file: string
  readonly fd: number
  /** Requests in flight this file answers for. */
  open: number
  sealed: boolean
}

/**
 * What is owed to the database, in local append-only files. `intend` before a request is sent, `settle` with its row before
 * its reply ends: after kill -9 the next start finds every row, and bills what was in flight at its expected cost. Rows go to
 * `<n>.rows`, intents to `<n>.open`; an intents file goes when its last request is answered.
 */
export class Journal {
  readonly #dir: string
  #rows: OpenRows | null = null
  #intents: OpenIntents | null = null
  #sequence = 0
  readonly #inFlight = new Map<string, OpenIntents>()

  /** `dir` is this process's own; it is created with mode 0700. */
  constructor(dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    this.#dir = dir
  }

  /** The request is about to be written to a provider; `expected` is the row to book if we die now. */
  intend(expected: SpendRow): void {
    this.#intents ??= { ...this.#create("open"), open: 0, sealed: false }
    const intents = this.#intents
    writeSync(intents.fd, rowLine(expected))
    intents.open++
    this.#inFlight.set(expected.request_id, intents)
  }

  /** The request came to this. The line is in the file when this returns. */
  settle(row: SpendRow): void {
    this.#rows ??= { ...this.#create("rows"), rows: 0, totals: new Totals() }
    writeSync(this.#rows.fd, rowLine(row))
    this.#rows.rows++
    this.#rows.totals.add(row)
    const intents = this.#inFlight.get(row.request_id)
    if (intents === undefined) return
    this.#inFlight.delete(row.request_id)
    intents.open--
    if (intents.sealed && intents.open === 0) rmSync(intents.file, { force: true })
  }

  /** Ends the current files and hands the rows over; null when there are none. */
  seal(): Segment | null {
    this.#sealIntents()
    const current = this.#rows
    if (current === null) return null
    this.#rows = null
    closeSync(current.fd)
    return { file: current.file, rows: current.rows, totals: current.totals }
  }

  /** The segment's rows are in the database. */
  discard(segment: Segment): void {
    rmSync(segment.file, { force: true })
  }

  /** Ends an orderly run. The folder goes when nothing is owed; otherwise the next start reads it. */
  close(): void {
    this.#sealIntents()
    if (this.#rows !== null || this.#inFlight.size > 0) {
      if (this.#rows !== null) closeSync(this.#rows.fd)
      return
    }
    rmSync(this.#dir, { recursive: true, force: true })
  }

  #sealIntents(): void {
    const intents = this.#intents
    if (intents === null) return
    this.#intents = null
    intents.sealed = true
    closeSync(intents.fd)
    if (intents.open === 0) rmSync(intents.file, { force: true })
  }

  #create(kind: "rows" | "open"): { file: string; fd: number } {
    const file = join(this.#dir, `${String(this.#sequence++).padStart(8, "0")}.${kind}`)
    return { file, fd: openSync(file, "a", 0o600) }
  }
}
