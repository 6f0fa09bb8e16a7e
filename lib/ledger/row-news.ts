import type { Clock } from "#lib/core/clock"
import type { Log } from "#lib/core/log"
import type { Bus } from "#lib/store/bus"

/** Rows that have come into the database just now, in whichever process. */
export interface NewRows {
  readonly ids: readonly string[]
  /** Further rows of the same moment, whose ids were too many to tell. */
  readonly more: number
}

type Listener = (rows: NewRows) => void

const WATCHED = "logs.watched"
const WRITTEN = "logs.written"
/** Whoever watches says so this often; after SILENT_MS without it nobody is told any more. */
const SAY_MS = 10_000
const SILENT_MS = 30_000
/** What fits into a message of the bus. */
const MAX_IDS = 150
const MAX_ID_CHARS = 40
/** Each holds a connection, and asks the database about twice a second while requests come. */
const MAX_WATCHERS = 100

/**
 * Tells whoever watches the request log of every process which rows were written. While nobody watches, nothing is told and nothing
 * is kept.
 */
export class RowNews {
  readonly #bus: Bus
  readonly #clock: Clock
  readonly #log: Log
  readonly #watchers = new Set<Listener>()
  readonly #end = new AbortController()
  #watchedUntil = 0
  #timer: NodeJS.Timeout | null = null

  constructor(deps: { bus: Bus; clock: Clock; log: Log }) {
    this.#bus = deps.bus
    this.#clock = deps.clock
    this.#log = deps.log
    deps.bus.subscribe(WATCHED, () => {
      this.#watchedUntil = this.#clock.now() + SILENT_MS
    })
    deps.bus.subscribe(WRITTEN, (message) => {
      if (this.#watchers.size === 0) return
      const rows = JSON.parse(message) as NewRows
      for (const listener of this.#watchers) listener(rows)
    })
  }

  /** Fires when this process stops serving: whoever watches has to go elsewhere. */
  get ended(): AbortSignal {
    return this.#end.signal
  }

  /** As many watch here as can be served. */
  get full(): boolean {
    return this.#watchers.size >= MAX_WATCHERS
  }

  /** Does anybody want to know of rows, here or elsewhere? */
  get wanted(): boolean {
    return this.#watchers.size > 0 || this.#clock.now() < this.#watchedUntil
  }

  /** Calls `listener` for rows of every process; gives the function that ends it. */
  watch(listener: Listener): () => void {
    this.#watchers.add(listener)
    this.#say()
    this.#timer ??= setInterval(() => this.#say(), SAY_MS).unref()
    return () => {
      this.#watchers.delete(listener)
      if (this.#watchers.size > 0 || this.#timer === null) return
      clearInterval(this.#timer)
      this.#timer = null
    }
  }

  /** These rows are in the database, `rows` of them in all. */
  written(ids: readonly string[], rows: number): void {
    const told = ids.filter((id) => id.length <= MAX_ID_CHARS).slice(0, MAX_IDS)
    this.#publish(WRITTEN, JSON.stringify({ ids: told, more: Math.max(0, rows - told.length) } satisfies NewRows))
  }

  stop(): void {
    this.#end.abort()
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }

  #say(): void {
    this.#publish(WATCHED, "")
  }

  /** Those of this process have it in any case. */
  #publish(topic: string, message: string): void {
    this.#bus.publish(topic, message).catch((e: unknown) => {
      this.#log.debug("other processes were not told about the request log", { error: String(e) })
    })
  }
}
