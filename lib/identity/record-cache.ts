import { LRUCache } from "lru-cache"
import type { Clock } from "#lib/core/clock"
import { GatewayError } from "#lib/core/errors"

interface Entry<T> {
  readonly record: T | null
  readonly readAt: number
}

const MAX_MISSES = 10_000

export interface RecordCacheOptions<T> {
  /** What is kept here, for the error of a database that is away ("This key"). */
  readonly what: string
  readonly read: (id: string) => Promise<T | null>
  readonly clock: Clock
  /** How long a copy is good without asking again. */
  readonly ttlMs: number
  /** How long "no such record" is remembered. */
  readonly missTtlMs: number
  readonly max: number
  /** How long a caller waits for the database when the record is not known here. */
  readonly readTimeoutMs: number
  /** The name a record is known by when it is not the id it was asked for with: changes are told by it. Absent: it is that id. */
  readonly nameOf?: (record: T) => string
}

/**
 * Keys, customers and tags in memory, so that no request on a known one waits for the database. A stale copy is served while it
 * is read anew; when the database is away, known ones go on and unknown ones are refused with 503.
 */
export class RecordCache<T> {
  readonly #entries: LRUCache<string, Entry<T>>
  /** Unknown ones apart, so that guesses never push a real one out. */
  readonly #misses: LRUCache<string, Entry<T>>
  readonly #reading = new Map<string, Promise<T | null>>()
  readonly #options: RecordCacheOptions<T>
  /** Ids under which a record of this name may be kept besides the name itself: there are as many as keys were regenerated. */
  readonly #otherIds = new Map<string, Set<string>>()
  /** Grows with each `forget`, so that a read begun before it is not kept. */
  #generation = 0

  constructor(options: RecordCacheOptions<T>) {
    this.#options = options
    // By size instead of number: room for all of them (two megabytes and a half) is not taken before they come.
    this.#entries = new LRUCache({ maxSize: options.max, sizeCalculation: () => 1 })
    this.#misses = new LRUCache({ max: MAX_MISSES })
  }

  /** The record of an id (a key's hash), null when there is none; a promise only when the database must be asked. */
  get(token: string): T | null | Promise<T | null> {
    const entry = this.#entries.get(token) ?? this.#misses.get(token)
    if (entry === undefined) return this.#read(token)
    const age = this.#options.clock.now() - entry.readAt
    if (entry.record === null) return age < this.#options.missTtlMs ? null : this.#read(token)
    if (age >= this.#options.ttlMs) this.#read(token).catch(() => undefined)
    return entry.record
  }

  /** A record changed somewhere: the next use reads it anew. */
  forget(token: string): void {
    this.#generation++
    for (const id of [token, ...(this.#otherIds.get(token) ?? [])]) {
      this.#entries.delete(id)
      this.#misses.delete(id)
      this.#reading.delete(id)
    }
    this.#otherIds.delete(token)
  }

  /** Something that is part of these records changed: the next use of each reads it anew. */
  forgetThose(concerned: (record: T) => boolean): void {
    this.#generation++
    for (const [id, { record }] of [...this.#entries.entries()])
      if (record !== null && concerned(record)) this.forget(id)
  }

  /** The record of this name if a copy is here, whatever id it was asked for with; does not ask the database. */
  known(name: string): T | null {
    for (const id of [name, ...(this.#otherIds.get(name) ?? [])]) {
      const record = this.#entries.peek(id)?.record ?? null
      if (record !== null) return record
    }
    return null
  }

  /** News of changes may have been missed: every copy is old now, and is read anew while it serves once more. */
  doubtAll(): void {
    this.#generation++
    // A copy of the list: setting an entry moves it to where the iteration still has to go.
    for (const [token, entry] of [...this.#entries.entries()])
      this.#entries.set(token, { ...entry, readAt: Number.NEGATIVE_INFINITY })
  }

  #read(token: string): Promise<T | null> {
    const running = this.#reading.get(token)
    if (running) return running
    const generation = this.#generation
    const reading = this.#bounded(this.#options.read(token)).then((record) => {
      if (generation === this.#generation) {
        const entry = { record, readAt: this.#options.clock.now() }
        if (record === null) this.#misses.set(token, entry)
        else {
          this.#entries.set(token, entry)
          this.#nameToo(token, record)
        }
        ;(record === null ? this.#entries : this.#misses).delete(token)
      }
      return record
    })
    this.#reading.set(token, reading)
    const done = () => {
      if (this.#reading.get(token) === reading) this.#reading.delete(token)
    }
    reading.then(done, done)
    return reading
  }

  #nameToo(id: string, record: T): void {
    const name = this.#options.nameOf?.(record) ?? id
    if (name === id) return
    const ids = this.#otherIds.get(name) ?? new Set()
    this.#otherIds.set(name, ids.add(id))
  }

  async #bounded(read: Promise<T | null>): Promise<T | null> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error("timed out")), this.#options.readTimeoutMs)
    })
    try {
      return await Promise.race([read, late])
    } catch (cause) {
      const say = `${this.#options.what} could not be checked because the database is not available. Try again in a moment.`
      throw new GatewayError("database_unavailable", say, { cause, retryAfterSeconds: 5 })
    } finally {
      clearTimeout(timer)
    }
  }
}
