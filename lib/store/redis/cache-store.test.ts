import { setTimeout as sleep } from "node:timers/promises"
import { describe } from "vitest"
import { makeLog } from "#lib/core/log"
import { cacheContract } from "#lib/store/cache-contract"
import { hasRedis, startRedis } from "#lib/testing/redis-server"
import { RedisCacheStore } from "./cache-store"

describe.skipIf(!hasRedis())("with a server", () => {
  cacheContract("answers in Redis", async () => {
    const server = await startRedis()
    const store = new RedisCacheStore(
      { host: "127.0.0.1", port: server.port },
      makeLog("error", () => undefined),
    )
    for (let tries = 0; tries < 100; tries++) {
      if (
        await store.ping().then(
          () => true,
          () => false,
        )
      )
        break
      await sleep(10)
    }
    // Redis has a clock of its own.
    return { store, pass: (ms) => sleep(ms), end: () => server.stop() }
  })
})
