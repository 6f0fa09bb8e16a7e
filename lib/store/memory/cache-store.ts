import { LRUCache } from "lru-cache"
import type { Clock } from "#lib/core/clock"
import type { CacheStore } from "#lib/store/cache-store"

/** Characters kept in all; two bytes each at most. */
const MAX_CHARS = 64 * 1024 * 1024

interface Kept {
  readonly value: string
  readonly until: number
}

/** Answers kept by this process alone; the least recently used go first when there is no room. */
export class MemoryCacheStore implements CacheStore {
  readonly kind = "local"
  readonly #clock: Clock
  readonly #kept = new LRUCache<string, Kept>({
    maxSize: MAX_CHARS,
    sizeCalculation: ({ value }, key) => value.length + key.length,
  })

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async get(key: string): Promise<string | null> {
    const kept = this.#kept.get(key)
    if (kept === undefined) return null
    if (kept.until > this.#clock.now()) return kept.value
    this.#kept.delete(key)
    return null
  }

  async set(key: string, value: string, ttlMs: number): Promise<void> {
    this.#kept.set(key, { value, until: this.#clock.now() + ttlMs })
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#kept.delete(key)
  }

  async clear(): Promise<void> {
    this.#kept.clear()
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {
    this.#kept.clear()
  }
}
