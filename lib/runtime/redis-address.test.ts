import { describe, expect, it } from "vitest"
import { redisAddress } from "./redis-address"

type Router = Parameters<typeof redisAddress>[0]
const router = (given: Partial<Router>) => given as Router
const cache = { type: "redis", redis: { host: "cache.test", port: 6380 } }
const env = { REDIS_PASSWORD: "from-env", REDIS_SSL: "True", REDIS_URL: "redis://env.test" }

describe("the Redis that processes coordinate over", () => {
  it("is the one of router_settings, by address or by host, with a login from the environment", () => {
    expect(redisAddress(router({ redis_url: "redis://r.test", redis_host: "h.test", redis_db: 3 }), cache, {})).toEqual(
      {
        url: "redis://r.test",
        db: 3,
      },
    )
    expect(redisAddress(router({ redis_host: "h.test", redis_port: 1 }), cache, env)).toMatchObject({
      host: "h.test",
      port: 1,
      password: "from-env",
      ssl: true,
    })
    const own = router({ redis_host: "h.test", redis_password: "own" })
    expect(redisAddress(own, null, env)).toMatchObject({ password: "own" })
  })

  it("else the one the response cache is in, and none where neither is configured", () => {
    expect(redisAddress(router({}), cache, env)).toEqual(cache.redis)
    expect(redisAddress(router({}), { type: "local", redis: null }, env)).toBeNull()
    expect(redisAddress(router({}), null, env)).toBeNull()
  })
})
