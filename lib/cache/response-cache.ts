import type { Clock } from "#lib/core/clock"
import type { Log } from "#lib/core/log"
import type { CacheStore } from "#lib/store/cache-store"
import type { CacheSettings } from "./settings"
import { decodeAnswer, encodeAnswer, type StoredAnswer } from "./stored-answer"

/** A request waits for its store no longer. */
const READ_TIMEOUT_MS = 100
const WRITE_TIMEOUT_MS = 2_000
/** After so many failures in a row the store is left alone for a while. */
const FAILURES = 3
const REST_MS = 5_000
/** Answers being written at the same time; more are not kept. */
const MAX_WRITES = 100

export interface ResponseCacheOptions {
  readonly settings: CacheSettings
  readonly store: CacheStore
  readonly clock: Clock
  readonly log: Log
}

/**
 * Answers that are given again. A store that is slow or away costs a request a tenth of a second at most, and after a few
 * failures nothing until it was tried again: no method used by requests ever rejects.
 */
export class ResponseCache {
  readonly settings: CacheSettings
  readonly #store: CacheStore
  readonly #clock: Clock
  readonly #log: Log
  readonly #writing = new Set<Promise<void>>()
  #failures = 0
  #restsUntil = 0

  constructor({ settings, store, clock, log }: ResponseCacheOptions) {
    this.settings = settings
    this.#store = store
    this.#clock = clock
    this.#log = log
  }

  /** The answer kept by this key and not older than `maxAgeMs`; null when there is none, or the store cannot say. */
  async find(key: string, maxAgeMs: number | null): Promise<StoredAnswer | null> {
    if (this.#resting()) return null
    try {
      const text = await inTime(this.#store.get(key), READ_TIMEOUT_MS)
      this.#failures = 0
      const answer = text === null ? null : decodeAnswer(text)
      if (answer === null) return null
      return maxAgeMs !== null && this.#clock.now() - answer.storedAt > maxAgeMs ? null : answer
    } catch (e) {
      this.#failed(e)
      return null
    }
  }

  /** Keeps an answer; nobody waits for it. One that is too large is not kept. */
  keep(key: string, answer: StoredAnswer, ttlMs: number): void {
    if (ttlMs <= 0 || this.#resting() || this.#writing.size >= MAX_WRITES) return
    if (answer.body.length > this.settings.maxEntryChars) return
    const written = inTime(this.#store.set(key, encodeAnswer(answer), ttlMs), WRITE_TIMEOUT_MS)
      .catch((e) => this.#failed(e))
      .finally(() => this.#writing.delete(written))
    this.#writing.add(written)
  }

  /** For management; they reject when the store does. */
  delete(keys: readonly string[]): Promise<void> {
    return inTime(this.#store.delete(keys), WRITE_TIMEOUT_MS)
  }

  clear(): Promise<void> {
    return inTime(this.#store.clear(), WRITE_TIMEOUT_MS * 5)
  }

  async ping(): Promise<void> {
    await inTime(this.#store.ping(), WRITE_TIMEOUT_MS)
    await inTime(this.#store.set("ping", "pong", 1_000), WRITE_TIMEOUT_MS)
  }

  /** What was to be kept so far is kept, or given up. */
  async written(): Promise<void> {
    await Promise.all(this.#writing)
  }

  async close(): Promise<void> {
    await this.written()
    await this.#store.close()
  }

  #resting(): boolean {
    return this.#clock.now() < this.#restsUntil
  }

  #failed(e: unknown): void {
    if (++this.#failures < FAILURES) return
    if (!this.#resting()) this.#log.warn("the response cache does not answer; it rests", { error: String(e) })
    this.#restsUntil = this.#clock.now() + REST_MS
  }
}

/** The outcome, or a rejection when it takes longer; a late failure is swallowed. */
function inTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
