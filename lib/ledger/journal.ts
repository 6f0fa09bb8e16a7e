import { mkdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import type { Log } from "#lib/core/log"
import { AppendFile } from "./append-file"
import { rowLine, type SpendRow } from "./spend-row"
import { Totals } from "./totals"

/** Finished rows, ready for the database: a file in COPY text, and what the disk had no room for. */
export interface Segment {
  readonly file: string
  readonly rows: number
  readonly totals: Totals
  /** Lines that are in memory only. */
  readonly unwritten: readonly string[]
  /** Request ids of its first rows. */
  readonly ids: readonly string[]
}

/** More ids than that no one is told. */
const MAX_IDS = 150

interface OpenRows {
  readonly file: string
  /** Null when it could not be created. */
  readonly disk: AppendFile | null
  rows: number
  readonly totals: Totals
  readonly unwritten: string[]
  readonly ids: string[]
}

interface OpenIntents {
  readonly disk: AppendFile
  /** Requests in flight this file answers for. */
  open: number
  sealed: boolean
}

const WRITTEN = Promise.resolve()

/**
 * What is owed to the database, in local append-only files. `intend` before a request is sent, `settle` with its row before
 * its reply ends: after kill -9 the next start finds every row, and bills what was in flight at its expected cost. Rows go to
 * `<n>.rows`, intents to `<n>.open`; an intents file goes when its last request is answered.
 */
export class Journal {
  readonly #dir: string
  readonly #log: Log
  #rows: OpenRows | null = null
  #intents: OpenIntents | null = null
  #sequence = 0
  /** Lines of this turn of the event loop, and whose they are. */
  #settled: string[] = []
  #settledIds: string[] = []
  #turn: Promise<void> | null = null
  readonly #inFlight = new Map<string, OpenIntents>()

  /** `dir` is this process's own; it is created with mode 0700. */
  constructor(dir: string, log: Log) {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    this.#dir = dir
    this.#log = log
  }

  /** The request is about to be written to a provider; `expected` is the row to book if we die now. Throws when the disk takes nothing. */
  intend(expected: SpendRow): void {
    this.#intents ??= { disk: new AppendFile(this.#name("open")), open: 0, sealed: false }
    const intents = this.#intents
    intents.disk.append(rowLine(expected))
    intents.open++
    this.#inFlight.set(expected.request_id, intents)
  }

  /**
   * The request came to this. Rows of one turn of the event loop are written together: wait for `written` before the reply's
   * end leaves. With a full disk a row is kept in memory until the database has it, and the log says so. Never throws: the
   * answer was given and must be billed.
   */
  settle(row: SpendRow): void {
    this.#rows ??= this.#newRows()
    this.#rows.rows++
    this.#rows.totals.add(row)
    this.#settled.push(rowLine(row))
    this.#settledIds.push(row.request_id)
    this.#turn ??= new Promise((resolve) =>
      setImmediate(() => {
        this.#write()
        resolve()
      }),
    )
  }

  /** Resolves when every row settled so far is in the file. */
  written(): Promise<void> {
    return this.#turn ?? WRITTEN
  }

  #write(): void {
    const lines = this.#settled
    const ids = this.#settledIds
    this.#turn = null
    if (lines.length === 0) return
    this.#settled = []
    this.#settledIds = []
    this.#rows ??= this.#newRows()
    const { disk, unwritten, ids: first } = this.#rows
    if (first.length < MAX_IDS) first.push(...ids)
    try {
      if (disk === null) throw new Error("the file could not be created")
      disk.append(lines.join(""))
    } catch (e) {
      if (unwritten.length === 0)
        this.#log.error("the journal's disk takes no rows; they are kept in memory", { error: String(e) })
      unwritten.push(...lines)
    }
    for (const id of ids) this.#answered(id)
  }

  /** Ends the current files and hands the rows over; null when there are none. */
  seal(): Segment | null {
    this.#write()
    this.#sealIntents()
    const current = this.#rows
    if (current === null) return null
    this.#rows = null
    current.disk?.close()
    const { file, rows, totals, unwritten, ids } = current
    return { file, rows, totals, unwritten, ids }
  }

  /** The segment's rows are in the database. */
  discard(segment: Segment): void {
    rmSync(segment.file, { force: true })
  }

  /** Ends an orderly run. The folder goes when nothing is owed; otherwise the next start reads it. */
  close(): void {
    this.#write()
    this.#sealIntents()
    this.#rows?.disk?.close()
    if (this.#rows === null && this.#inFlight.size === 0) rmSync(this.#dir, { recursive: true, force: true })
  }

  #newRows(): OpenRows {
    const file = this.#name("rows")
    let disk: AppendFile | null = null
    try {
      disk = new AppendFile(file)
    } catch (e) {
      this.#log.error("the journal's disk takes no file", { error: String(e) })
    }
    return { file, disk, rows: 0, totals: new Totals(), unwritten: [], ids: [] }
  }

  #answered(requestId: string): void {
    const intents = this.#inFlight.get(requestId)
    if (intents === undefined) return
    this.#inFlight.delete(requestId)
    intents.open--
    if (intents.sealed && intents.open === 0) rmSync(intents.disk.file, { force: true })
  }

  #sealIntents(): void {
    const intents = this.#intents
    if (intents === null) return
    this.#intents = null
    intents.sealed = true
    intents.disk.close()
    if (intents.open === 0) rmSync(intents.disk.file, { force: true })
  }

  #name(kind: "rows" | "open"): string {
    return join(this.#dir, `${String(this.#sequence++).padStart(8, "0")}.${kind}`)
  }
}
