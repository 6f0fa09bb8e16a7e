import type { Log } from "#lib/core/log"
import type { CacheStore } from "#lib/store/cache-store"
import { connectRedis, type RedisAddress, type RedisClient, readyClient } from "./connect"

/** Apart from whatever else is in that Redis. */
const PREFIX = "tollgate:cache:"
const SCAN_COUNT = 500

/**
 * Answers kept in a Redis server. It connects by itself, again and again; without a connection every call rejects at once,
 * nothing waits in a queue.
 */
export class RedisCacheStore implements CacheStore {
  readonly kind = "redis"
  readonly #opening: Promise<RedisClient>

  constructor(address: RedisAddress, log: Log) {
    this.#opening = connectRedis(address, { log, what: "the response cache's Redis" })
    this.#opening.catch((e) => log.error("the Redis client cannot be used", { error: String(e) }))
  }

  async get(key: string): Promise<string | null> {
    return (await this.#ready()).get(PREFIX + key)
  }

  async set(key: string, value: string, ttlMs: number): Promise<void> {
    const client = await this.#ready()
    await client.set(PREFIX + key, value, { expiration: { type: "PX", value: Math.max(1, Math.ceil(ttlMs)) } })
  }

  async delete(keys: readonly string[]): Promise<void> {
    const client = await this.#ready()
    if (keys.length > 0) await client.del(keys.map((key) => PREFIX + key))
  }

  async clear(): Promise<void> {
    const client = await this.#ready()
    let cursor = "0"
    do {
      const found = await client.scan(cursor, { MATCH: `${PREFIX}*`, COUNT: SCAN_COUNT })
      cursor = found.cursor
      if (found.keys.length > 0) await client.del(found.keys)
    } while (cursor !== "0")
  }

  async ping(): Promise<void> {
    await (await this.#ready()).ping()
  }

  async close(): Promise<void> {
    await this.#opening.then((client) => client.destroy()).catch(() => undefined)
  }

  #ready(): Promise<RedisClient> {
    return readyClient(this.#opening)
  }
}
