import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { busContract, keptLog } from "#lib/store/bus-contract"
import { hasRedis, type RedisServer, startRedis } from "#lib/testing/redis-server"
import { openRedisBus } from "./bus"
import { connectRedis, type RedisClient } from "./connect"

describe.skipIf(!hasRedis())("with a server", () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server.stop())

  async function opened() {
    const { log, logged } = keptLog()
    const address = { host: "127.0.0.1", port: server.port }
    const what = "a test's Redis"
    const client = await new Promise<RedisClient>((resolve) => {
      void connectRedis(address, { log, what, onReady: resolve })
    })
    const bus = openRedisBus(address, { log, what, prefix: "{test}:", client: Promise.resolve(client) })
    await bus.ready
    return { bus, logged, client }
  }

  busContract("a bus over Redis", opened)

  it("a message reaches the others once, and the sender once; also after Redis was away", async () => {
    const [a, b] = await Promise.all([opened(), opened()])
    const heard: string[] = []
    for (const { bus } of [a, b]) bus.subscribe("t", (message) => heard.push(message))
    await b.bus.publish("t", "one")
    await expect.poll(() => heard).toEqual(["one", "one"])
    await server.stop()
    await expect(b.bus.publish("t", "two")).rejects.toThrow()
    expect(heard).toEqual(["one", "one", "two"])
    server = await startRedis(server.port)
    // The sender hears itself each time, the other once both are connected again.
    let sent = 0
    await expect
      .poll(
        async () => {
          sent++
          await b.bus.publish("t", "three").catch(() => undefined)
          return heard.filter((message) => message === "three").length > sent
        },
        { timeout: 10_000 },
      )
      .toBe(true)
    for (const { bus, client } of [a, b]) {
      await bus.close()
      client.destroy()
    }
  })
})
