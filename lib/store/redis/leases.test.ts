import { describe } from "vitest"
import { makeLog } from "#lib/core/log"
import { leaseContract } from "#lib/store/lease-contract"
import { hasRedis, startRedis } from "#lib/testing/redis-server"
import { connectRedis, type RedisClient } from "./connect"
import { RedisLeases } from "./leases"

const PREFIX = "{test}:"

describe.skipIf(!hasRedis())("with a server", () => {
  leaseContract("leases in Redis", async () => {
    const server = await startRedis()
    const client = await new Promise<RedisClient>((resolve) => {
      const log = makeLog("error", () => undefined)
      void connectRedis({ host: "127.0.0.1", port: server.port }, { log, what: "a test's Redis", onReady: resolve })
    })
    return {
      join: (process) => new RedisLeases(Promise.resolve(client), { process, prefix: PREFIX }),
      async silence(name, seconds) {
        const at = `local t = redis.call('TIME') return redis.call('ZADD', KEYS[1], t[1] * 1000 - ARGV[2], ARGV[1])`
        await client.eval(at, { keys: [`${PREFIX}processes`], arguments: [name, String(seconds * 1000)] })
      },
      async end() {
        client.destroy()
        await server.stop()
      },
    }
  })
})
