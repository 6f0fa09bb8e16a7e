import { isDeepStrictEqual } from "node:util"
import { ResponseCache } from "#lib/cache/response-cache"
import { SemanticIndex } from "#lib/cache/semantic-index"
import type { CacheSettings } from "#lib/cache/settings"
import type { Clock } from "#lib/core/clock"
import { type Log, registerSecret } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import type { CacheStore } from "#lib/store/cache-store"
import { MemoryCacheStore } from "#lib/store/memory/cache-store"
import { PostgresCacheStore } from "#lib/store/postgres/cache-store"
import { PostgresVectorStore } from "#lib/store/postgres/vector-store"
import { RedisCacheStore } from "#lib/store/redis/cache-store"
import type { Rules } from "./rules"

/** What the rules say of the cache. */
type CacheRules = Pick<Rules, "cache" | "cacheProblem">

interface Deps {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
}

/** The response cache of the rules in force. A reload that changes nothing about where answers are keeps the store and what is in it. */
export class CurrentCache {
  readonly #deps: Deps
  #store: CacheStore | null = null
  #index: SemanticIndex | null = null
  #cache: ResponseCache | null = null
  #problem: string | null = null

  constructor(deps: Deps, rules: CacheRules) {
    this.#deps = deps
    this.follow(rules)
  }

  get cache(): ResponseCache | null {
    return this.#cache
  }

  /** Why nothing is cached although it was asked for; null otherwise. */
  get problem(): string | null {
    return this.#problem
  }

  /** Takes new rules. What the old store was asked still ends there. */
  follow({ cache: settings, cacheProblem }: CacheRules): void {
    if (cacheProblem !== null && cacheProblem !== this.#problem)
      this.#deps.log.warn("responses are not cached", { problem: cacheProblem })
    this.#problem = cacheProblem
    const before = this.#cache
    if (isDeepStrictEqual(before?.settings ?? null, settings)) return
    const kept = before !== null && settings !== null && samePlace(before.settings, settings)
    if (!kept) {
      void before?.close().catch(() => undefined)
      this.#store = settings === null ? null : openStore(settings, this.#deps)
      this.#index = null
    }
    if (settings?.semantic) this.#index ??= openIndex(settings, this.#deps)
    const { clock, log } = this.#deps
    this.#cache =
      settings === null || this.#store === null
        ? null
        : new ResponseCache({ settings, store: this.#store, index: this.#index, clock, log })
  }

  async close(): Promise<void> {
    await this.#cache?.close()
  }
}

function samePlace(a: CacheSettings, b: CacheSettings): boolean {
  return a.type === b.type && isDeepStrictEqual(a.redis, b.redis)
}

function openStore({ type, redis }: CacheSettings, { db, clock, log }: Deps): CacheStore {
  if (type === "postgres") return new PostgresCacheStore(db, clock)
  if (type === "local" || redis === null) return new MemoryCacheStore(clock)
  for (const secret of [redis.password, redis.url]) if (secret !== undefined) registerSecret(secret)
  return new RedisCacheStore(redis, log)
}

function openIndex({ type }: CacheSettings, { db, clock }: Deps): SemanticIndex {
  return new SemanticIndex({ clock, store: type === "postgres" ? new PostgresVectorStore(db, clock) : null })
}
