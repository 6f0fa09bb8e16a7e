import type { RedisClientType } from "@redis/client"
import type { Log } from "#lib/core/log"

const CONNECT_TIMEOUT_MS = 2_000
const MAX_RECONNECT_MS = 5_000

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

export type RedisClient = Pick<
  RedisClientType,
  "get" | "set" | "del" | "ping" | "scan" | "eval" | "evalSha" | "publish" | "subscribe" | "destroy" | "isReady" | "on"
>

export interface RedisConnecting {
  readonly log: Log
  /** What it is for, as the log names it: "the response cache's Redis". */
  readonly what: string
  /** Called with each connection that stands, the first one too. */
  readonly onReady?: (client: RedisClient) => void
}

/**
 * A client that connects by itself, again and again; without a connection every call rejects at once, nothing waits in a queue.
 * Loaded with the first Redis, so that nobody else pays for it.
 */
export async function connectRedis(
  address: RedisAddress,
  { log, what, onReady }: RedisConnecting,
): Promise<RedisClient> {
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
  }) as unknown as RedisClient
  let away = false
  client.on("error", (e) => {
    if (!away) log.warn(`${what} is away; requests go on without it`, { error: String(e) })
    away = true
  })
  client.on("ready", () => {
    if (away) log.info(`${what} is back`)
    away = false
    onReady?.(client)
  })
  ;(client as unknown as RedisClientType).connect().catch(() => undefined)
  return client
}

/** Resolves with the first connection, or when there is none so soon. */
export async function firstConnection(opening: Promise<RedisClient>, atMostMs: number): Promise<void> {
  const client = await opening.catch(() => null)
  if (client === null || client.isReady) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, atMostMs)
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    client.on("ready", done)
    client.on("error", done)
  })
}

/** The client once it is loaded; rejects while it has no connection. */
export async function readyClient(opening: Promise<RedisClient>): Promise<RedisClient> {
  const client = await opening
  if (!client.isReady) throw new Error("there is no connection to Redis")
  return client
}
