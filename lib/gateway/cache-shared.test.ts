import { setTimeout as sleep } from "node:timers/promises"
import { afterEach, describe, expect, it } from "vitest"
import { scratchDatabase } from "#lib/db/scratch"
import { type Harness, type HarnessOptions, harness, type Sent } from "#lib/testing/harness"
import { hasRedis, type RedisServer, startRedis } from "#lib/testing/redis-server"

const yaml = (params: string) => `litellm_settings: {cache: true, cache_params: {${params}}}\n`
const QUESTION = { model: "ok", messages: [{ role: "user", content: "Is anybody there?" }] }
const MAX_TRIES = 200

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function gateway(options: HarnessOptions): Promise<Harness> {
  const gw = await harness(options)
  open.push(gw)
  return gw
}

const ask = (gw: Harness, more: object = {}) => gw.send("POST", "/v1/chat/completions", { ...QUESTION, ...more })
const hit = (sent: Sent) => sent.headers["x-litellm-cache-hit"]

/** Asks until an answer comes from the cache: what is kept is written behind the answer's back. */
async function untilHit(gw: Harness, more: object = {}): Promise<Sent> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const sent = await ask(gw, more)
    if (hit(sent) === "True") return sent
    await sleep(10)
    // A store that failed rests for some seconds.
    gw.clock.addedMs += 1_000
  }
  throw new Error("the cache never answered")
}

describe("Postgres", () => {
  it("is shared by two gateways, streams too", async () => {
    const { db, drop } = await scratchDatabase()
    open.push({ close: drop })
    const options = { yaml: yaml("type: postgres"), database: db }
    const [one, two] = [await gateway(options), await gateway(options)]
    for (const more of [{}, { stream: true }]) {
      const first = await ask(one, more)
      expect((await untilHit(one, more)).text).toBeDefined()
      const asked = two.mock.requests().length
      const other = await ask(two, more)
      expect([hit(other), two.mock.requests().length]).toEqual(["True", asked])
      expect(other.text.length).toBe(first.text.length)
    }
    expect((await two.send("POST", "/cache/flushall")).status).toBe(200)
    expect(hit(await ask(one))).toBe("False")
  })
})

describe.skipIf(!hasRedis())("Redis", () => {
  const redis = async (): Promise<RedisServer> => {
    const server = await startRedis()
    open.push({ close: () => server.stop() })
    return server
  }
  const params = ({ port }: RedisServer) => `type: redis, host: 127.0.0.1, port: ${port}`

  it("is shared by two gateways; a flush leaves what others keep there", async () => {
    const server = await redis()
    const [one, two] = [await gateway({ yaml: yaml(params(server)) }), await gateway({ yaml: yaml(params(server)) })]
    await untilHit(one)
    const other = await untilHit(two)
    expect(two.mock.requests()).toHaveLength(0)
    expect(other.headers["x-litellm-response-cost"]).toBe("0")
    expect((await one.send("GET", "/cache/ping")).json).toMatchObject({ status: "healthy", cache_type: "redis" })
    expect((await one.send("POST", "/cache/flushall")).status).toBe(200)
    expect(hit(await ask(two))).toBe("False")
  })

  it("going away fails no request and slows none; when it is back, so is the cache", async () => {
    const server = await redis()
    const gw = await gateway({ yaml: yaml(params(server)) })
    await untilHit(gw)
    await server.stop()
    const began = performance.now()
    for (let n = 0; n < 20; n++) {
      const sent = await ask(gw)
      expect([sent.status, hit(sent)]).toEqual([200, "False"])
    }
    expect(performance.now() - began).toBeLessThan(2_000)
    expect((await gw.send("GET", "/cache/ping")).status).toBe(503)
    const again = await startRedis(server.port)
    open.push({ close: () => again.stop() })
    await untilHit(gw)
  })

  it("that is not there at all is no reason not to start", async () => {
    const gw = await gateway({ yaml: yaml("type: redis, host: 127.0.0.1, port: 1") })
    expect((await ask(gw)).status).toBe(200)
  })

  it("its address may have the older names", async () => {
    const server = await redis()
    const older = `router_settings: {cache_responses: true, redis_host: 127.0.0.1, redis_port: ${server.port}}\n`
    const gw = await gateway({ yaml: older })
    await untilHit(gw)
    expect((await gw.send("GET", "/cache/ping")).json).toMatchObject({ cache_type: "redis" })
  })
})

describe("what the configuration says", () => {
  it("nothing is cached unless it is asked for", async () => {
    const gw = await gateway({})
    await ask(gw)
    const again = await ask(gw)
    expect([hit(again), gw.mock.requests().length]).toEqual([undefined, 2])
    const ping = await gw.send("GET", "/cache/ping")
    expect([ping.status, ping.text]).toEqual([503, expect.stringContaining("litellm_settings.cache: true")])
  })

  it("a type that is not served caches nothing, and the ping says so", async () => {
    const gw = await gateway({ yaml: yaml("type: s3, s3_bucket_name: b") })
    await ask(gw)
    expect(hit(await ask(gw))).toBeUndefined()
    expect((await gw.send("GET", "/cache/ping")).text).toContain("not supported")
    expect(gw.logged.join()).toContain("responses are not cached")
  })

  it("default_off caches what asks for it; only the listed call types are cached", async () => {
    const gw = await gateway({ yaml: yaml("type: local, mode: default_off, supported_call_types: [acompletion]") })
    await ask(gw)
    expect(hit(await ask(gw))).toBeUndefined()
    await ask(gw, { cache: { "use-cache": true } })
    expect(hit(await ask(gw, { cache: { "use-cache": true } }))).toBe("True")
    const embed = { model: "ok", input: "a", cache: { "use-cache": true } }
    await gw.send("POST", "/v1/embeddings", embed)
    expect(hit(await gw.send("POST", "/v1/embeddings", embed))).toBeUndefined()
  })

  it("the scope `global` shares among everyone, `key` with nobody; large answers are not kept", async () => {
    const hits = async (params: string) => {
      const gw = await gateway({ yaml: yaml(params) })
      const team = (await gw.send("POST", "/team/new", {})).json.team_id
      const keys = [await gw.key({ team_id: team }), await gw.key({ team_id: team }), await gw.key()]
      const out: unknown[] = []
      for (const key of keys) out.push(hit(await gw.send("POST", "/v1/chat/completions", QUESTION, { key })))
      return out
    }
    expect(await hits("type: local, scope: global")).toEqual(["False", "True", "True"])
    expect(await hits("type: local, scope: key")).toEqual(["False", "False", "False"])
    expect(await hits("type: local, scope: global, max_entry_kb: 0.1")).toEqual(["False", "False", "False"])
  })
})
