import { isDeepStrictEqual } from "node:util"
import { sha256Hex } from "#lib/core/ids"
import { type Log, registerSecret } from "#lib/core/log"
import type { Bus } from "#lib/store/bus"
import { RateLeases } from "#lib/store/leased/rate-leases"
import type { LeaseStore } from "#lib/store/leases"
import { openRedisBus } from "#lib/store/redis/bus"
import { connectRedis, firstConnection, type RedisAddress, type RedisClient } from "#lib/store/redis/connect"
import { RedisLeases } from "#lib/store/redis/leases"
import { twoBuses } from "#lib/store/two-buses"

/** The Redis that the processes of one deployment coordinate over, where one is configured. */
export interface SharedRedis {
  readonly address: RedisAddress
  /** Divides rates and gauges there, budgets where `money` divides them. */
  leases(money: LeaseStore): LeaseStore
  /** Carries what processes tell each other of limits and deployments. */
  readonly bus: Bus
  /** False: the database does meanwhile what Redis is for. */
  readonly connected: boolean
  /** Resolves when it is there, or is not so soon: who begins without it would divide rates in the database first. */
  first(): Promise<void>
  close(): Promise<void>
}

export interface SharedRedisInput {
  readonly address: RedisAddress
  readonly masterKey: string
  readonly log: Log
  /** The bus over the database. */
  readonly bus: Bus
}

const FIRST_MS = 2_000
const WHAT = "the Redis of rate limits and router news"

/** Connects by itself, now or later. */
export function openSharedRedis({ address, masterKey, log, bus }: SharedRedisInput): SharedRedis {
  for (const secret of [address.password, address.url]) if (secret !== undefined) registerSecret(secret)
  // Deployments that use one Redis have master keys of their own; braces keep all of it in one slot of a cluster.
  const prefix = `{tollgate:${sha256Hex(`redis ${masterKey}`).slice(0, 12)}}:`
  const client = connectRedis(address, { log, what: WHAT })
  let opened: RedisClient | null = null
  client.then(
    (c) => {
      opened = c
    },
    (e) => log.error("the Redis client cannot be used", { error: String(e) }),
  )
  const over = openRedisBus(address, { log, what: `${WHAT} (listening)`, prefix, client })
  let leases: RateLeases | null = null
  return {
    address,
    leases(money) {
      leases = new RateLeases({ money, rates: new RedisLeases(client, { process: money.process, prefix }), log })
      return leases
    },
    bus: twoBuses(over, bus),
    get connected() {
      return opened?.isReady === true && leases?.isAway !== true
    },
    first: () => firstConnection(client, FIRST_MS),
    async close() {
      await over.close()
      await client.then((c) => c.destroy()).catch(() => undefined)
    },
  }
}

/** A reload cannot move what processes share. */
export function tellMovedRedis(log: Log, current: SharedRedis | null, wanted: RedisAddress | null): void {
  if (isDeepStrictEqual(current?.address ?? null, wanted)) return
  log.warn("another Redis for rate limits and router news is used from the next start on")
}
