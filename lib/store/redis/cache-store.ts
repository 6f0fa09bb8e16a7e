import type { RedisClientType } from "@redis/client"
import type { Log } from "#lib/core/log"
import type { CacheStore } from "#lib/store/cache-store"

/** Apart from whatever else is in that Redis. */
const PREFIX = "tollgate:cache:"
const CONNECT_TIMEOUT_MS = 2_000
const MAX_RECONNECT_MS = 5_000
const SCAN_COUNT = 500

/** Where a Redis server is. `url` goes before the others. */
export interface RedisAddress {
  readonly url?: string | undefined
  readonly host?: string | undefined
  readonly port?: number | undefined
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly db?: number | undefined
  readonly ssl?: boolean | undefined
}

type Client = Pick<RedisClientType, "get" | "set" | "del" | "ping" | "scan" | "destroy" | "isReady">

/**
 * Answers kept in a Redis server. It connects by itself, again and again; without a connection every call rejects at once,
 * nothing waits in a queue.
 */
export class RedisCacheStore implements CacheStore {
  readonly kind = "redis"
  readonly #opening: Promise<Client>

  constructor(address: RedisAddress, log: Log) {
    this.#opening = open(address, log)
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

  async #ready(): Promise<Client> {
    const client = await this.#opening
    if (!client.isReady) throw new Error("there is no connection to Redis")
    return client
  }
}

/** Loaded with the first Redis, so that nobody else pays for it. */
async function open(address: RedisAddress, log: Log): Promise<Client> {
  const { createClient } = await import("@redis/client")
  const { url, host = "localhost", port = 6379, username, password, db, ssl } = address
  const socket = {
    connectTimeout: CONNECT_TIMEOUT_MS,
    reconnectStrategy: (tries: number) => Math.min(50 * 2 ** Math.min(tries, 10), MAX_RECONNECT_MS),
  }
  const client = createClient({
    ...(url === undefined ? {} : { url }),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(db === undefined ? {} : { database: db }),
    socket:
      url !== undefined ? socket : ssl === true ? { ...socket, host, port, tls: true } : { ...socket, host, port },
    disableOfflineQueue: true,
  })
  let away = false
  client.on("error", (e) => {
    if (!away) log.warn("the response cache's Redis is away; requests go on without it", { error: String(e) })
    away = true
  })
  client.on("ready", () => {
    if (away) log.info("the response cache's Redis is back")
    away = false
  })
  client.connect().catch(() => undefined)
  return client as unknown as Client
}
