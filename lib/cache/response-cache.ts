import type { Clock } from "#lib/core/clock"
import type { Log } from "#lib/core/log"
import type { CacheStore } from "#lib/store/cache-store"
import type { SemanticIndex } from "./semantic-index"
import type { CacheSettings } from "./settings"
import type { SemanticQuestion } from "./slot"
import { decodeAnswer, encodeAnswer, type StoredAnswer } from "./stored-answer"

/** A request waits for its store no longer. */
const READ_TIMEOUT_MS = 100
const WRITE_TIMEOUT_MS = 2_000
/** After so many failures in a row the store is left alone for a while. */
const FAILURES = 3
const REST_MS = 5_000
/** Answers being written at the same time; more are not kept. */
const MAX_WRITES = 100
/** Of questions that are alike, so many may have lost their answer before it is a miss. */
const MAX_TRIES = 3

export interface ResponseCacheOptions {
  readonly settings: CacheSettings
  readonly store: CacheStore
  /** What questions mean; null = only equal requests get the same answer. */
  readonly index: SemanticIndex | null
  readonly clock: Clock
  readonly log: Log
}

/** An answer to be kept. */
export interface Keepable {
  readonly key: string
  readonly answer: StoredAnswer
  readonly ttlMs: number
  /** Questions like this one may have it, too. */
  readonly question: SemanticQuestion | null
}

/** The answer to a question that was like this one. */
export interface SimilarAnswer {
  readonly key: string
  readonly answer: StoredAnswer
  readonly similarity: number
}

/**
 * Answers that are given again. A store that is slow or away costs a request a tenth of a second at most, and after a few
 * failures nothing until it was tried again: no method used by requests ever rejects.
 */
export class ResponseCache {
  readonly settings: CacheSettings
  readonly #store: CacheStore
  readonly #index: SemanticIndex | null
  readonly #clock: Clock
  readonly #log: Log
  readonly #writing = new Set<Promise<void>>()
  #failures = 0
  #restsUntil = 0

  constructor({ settings, store, index, clock, log }: ResponseCacheOptions) {
    this.settings = settings
    this.#store = store
    this.#index = index
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

  /** The answer to the most similar question of its scope; null when none is similar enough, or it cannot be said in time. */
  async findSimilar({ scope, vector }: SemanticQuestion, maxAgeMs: number | null): Promise<SimilarAnswer | null> {
    const { semantic } = this.settings
    const index = this.#index
    if (index === null || semantic === null || this.#resting()) return null
    try {
      const near = await inTime(index.near(scope, vector, semantic.threshold), READ_TIMEOUT_MS)
      for (const { key, similarity } of near.slice(0, MAX_TRIES)) {
        const answer = await this.find(key, maxAgeMs)
        if (answer !== null) return { key, answer, similarity }
        if (maxAgeMs === null && !this.#resting()) index.forget(scope, key)
      }
    } catch (e) {
      this.#log.debug("similar questions could not be looked for", { error: String(e) })
    }
    return null
  }

  /** Keeps an answer; nobody waits for it. One that is too large is not kept. */
  keep({ key, answer, ttlMs, question }: Keepable): void {
    if (ttlMs <= 0 || this.#resting() || this.#writing.size >= MAX_WRITES) return
    if (answer.body.length > this.settings.maxEntryChars) return
    const written = inTime(this.#write({ key, answer, ttlMs, question }), WRITE_TIMEOUT_MS)
      .catch((e) => this.#failed(e))
      .finally(() => this.#writing.delete(written))
    this.#writing.add(written)
  }

  async #write({ key, answer, ttlMs, question }: Keepable): Promise<void> {
    await this.#store.set(key, encodeAnswer(answer), ttlMs)
    if (question === null || this.#index === null) return
    await this.#index.add(question.scope, { key, vector: question.vector, expiresAt: this.#clock.now() + ttlMs })
  }

  /** For management; they reject when the store does. */
  async delete(keys: readonly string[]): Promise<void> {
    await inTime(this.#store.delete(keys), WRITE_TIMEOUT_MS)
    if (this.#index !== null) await inTime(this.#index.delete(keys), WRITE_TIMEOUT_MS)
  }

  async clear(): Promise<void> {
    await inTime(this.#store.clear(), WRITE_TIMEOUT_MS * 5)
    if (this.#index !== null) await inTime(this.#index.clear(), WRITE_TIMEOUT_MS * 5)
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
