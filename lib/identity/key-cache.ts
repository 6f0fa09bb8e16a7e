import { LRUCache } from "lru-cache"
import type { Clock } from "#lib/core/clock"
import { GatewayError } from "#lib/core/errors"
import type { KeyRecord } from "./caller"

interface Entry {
  readonly record: KeyRecord | null
  readonly readAt: number
}

const MAX_MISSES = 10_000

export interface KeyCacheOptions {
  readonly read: (token: string) => Promise<KeyRecord | null>
  readonly clock: Clock
  /** How long a copy is good without asking again. */
  readonly ttlMs: number
  /** How long "no such key" is remembered. */
  readonly missTtlMs: number
  readonly maxKeys: number
  /** How long a caller waits for the database when the key is not known here. */
  readonly readTimeoutMs: number
}

/**
 * Keys in memory, so that no request on a known key waits for the database. A stale copy is served while it is read anew;
 * when the database is away, known keys go on and unknown ones are refused with 503.
 */
export class KeyCache {
  readonly #entries: LRUCache<string, Entry>
  /** Unknown keys apart, so that guesses never push a real key out. */
  readonly #misses: LRUCache<string, Entry>
  readonly #reading = new Map<string, Promise<KeyRecord | null>>()
  readonly #options: KeyCacheOptions
  /** Grows with each `forget`, so that a read begun before it is not kept. */
  #generation = 0

  constructor(options: KeyCacheOptions) {
    this.#options = options
    this.#entries = new LRUCache({ max: options.maxKeys })
    this.#misses = new LRUCache({ max: MAX_MISSES })
  }

  /** The record of a key hash, null when there is no such key; a promise only when the database must be asked. */
  get(token: string): KeyRecord | null | Promise<KeyRecord | null> {
    const entry = this.#entries.get(token) ?? this.#misses.get(token)
    if (entry === undefined) return this.#read(token)
    const age = this.#options.clock.now() - entry.readAt
    if (entry.record === null) return age < this.#options.missTtlMs ? null : this.#read(token)
    if (age >= this.#options.ttlMs) this.#read(token).catch(() => undefined)
    return entry.record
  }

  /** A key changed somewhere: the next use reads it anew. */
  forget(token: string): void {
    this.#generation++
    this.#entries.delete(token)
    this.#misses.delete(token)
    this.#reading.delete(token)
  }

  /** News of changes may have been missed: every copy is old now, and is read anew while it serves once more. */
  doubtAll(): void {
    this.#generation++
    // A copy of the list: setting an entry moves it to where the iteration still has to go.
    for (const [token, entry] of [...this.#entries.entries()])
      this.#entries.set(token, { ...entry, readAt: Number.NEGATIVE_INFINITY })
  }

  #read(token: string): Promise<KeyRecord | null> {
    const running = this.#reading.get(token)
    if (running) return running
    const generation = this.#generation
    const reading = this.#bounded(this.#options.read(token)).then((record) => {
      if (generation === this.#generation) {
        const entry = { record, readAt: this.#options.clock.now() }
        if (record === null) this.#misses.set(token, entry)
        else this.#entries.set(token, entry)
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

  async #bounded(read: Promise<KeyRecord | null>): Promise<KeyRecord | null> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error("timed out")), this.#options.readTimeoutMs)
    })
    try {
      return await Promise.race([read, late])
    } catch (cause) {
      const say = "This key could not be checked because the database is not available. Try again in a moment."
      throw new GatewayError("database_unavailable", say, { cause, retryAfterSeconds: 5 })
    } finally {
      clearTimeout(timer)
    }
  }
}
