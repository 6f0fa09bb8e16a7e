import { describe, expect, it } from "vitest"
import { LoginLimiter } from "./login-limit"

function setUp(bounds = {}) {
  const time = { ms: 1_700_000_000_000 }
  return { time, limiter: new LoginLimiter({ now: () => time.ms }, bounds) }
}

function fail(limiter: LoginLimiter, address: string, times: number) {
  for (let i = 0; i < times; i++) limiter.failed(address)
}

describe("the login limiter", () => {
  it("lets nine wrong keys pass and stops after the tenth, for at most 15 minutes", () => {
    const { limiter } = setUp()
    fail(limiter, "192.0.2.1", 9)
    expect(limiter.retryAfterSeconds("192.0.2.1")).toBe(0)
    limiter.failed("192.0.2.1")
    expect(limiter.retryAfterSeconds("192.0.2.1")).toBe(900)
  })

  it("counts down and opens again when the window is over", () => {
    const { limiter, time } = setUp()
    fail(limiter, "192.0.2.1", 10)
    time.ms += 14 * 60_000
    expect(limiter.retryAfterSeconds("192.0.2.1")).toBe(60)
    time.ms += 60_000
    expect(limiter.retryAfterSeconds("192.0.2.1")).toBe(0)
    fail(limiter, "192.0.2.1", 9)
    expect(limiter.retryAfterSeconds("192.0.2.1")).toBe(0)
  })

  it("does not lengthen the wait of an address that keeps guessing", () => {
    const { limiter, time } = setUp()
    fail(limiter, "192.0.2.1", 10)
    time.ms += 10 * 60_000
    fail(limiter, "192.0.2.1", 50)
    expect(limiter.retryAfterSeconds("192.0.2.1")).toBe(300)
  })

  it("keeps other addresses open while one is shut", () => {
    const { limiter } = setUp()
    fail(limiter, "192.0.2.1", 50)
    expect(limiter.retryAfterSeconds("192.0.2.2")).toBe(0)
  })

  it("forgets an address's slips after the right key", () => {
    const { limiter } = setUp()
    fail(limiter, "192.0.2.1", 9)
    limiter.succeeded("192.0.2.1")
    fail(limiter, "192.0.2.1", 9)
    expect(limiter.retryAfterSeconds("192.0.2.1")).toBe(0)
  })

  it("gives each address two tries when wrong keys come from everywhere, and a fresh address still gets in", () => {
    const { limiter } = setUp()
    for (let i = 0; i < 100; i++) limiter.failed(`198.51.100.${i}`)
    limiter.failed("192.0.2.1")
    expect(limiter.retryAfterSeconds("192.0.2.1")).toBe(0)
    limiter.failed("192.0.2.1")
    expect(limiter.retryAfterSeconds("192.0.2.1")).toBeGreaterThan(0)
    expect(limiter.retryAfterSeconds("192.0.2.2")).toBe(0)
  })

  it("takes an IPv6 /64 for one visitor, and IPv4 in IPv6 form for the IPv4 address", () => {
    const { limiter } = setUp()
    for (let i = 0; i < 10; i++) limiter.failed(`2001:db8:1:2::${i + 1}`)
    expect(limiter.retryAfterSeconds("2001:0db8:1:2:ffff::9")).toBeGreaterThan(0)
    expect(limiter.retryAfterSeconds("2001:db8:1:3::1")).toBe(0)
    fail(limiter, "::ffff:192.0.2.7", 10)
    expect(limiter.retryAfterSeconds("192.0.2.7")).toBeGreaterThan(0)
  })

  it("remembers a bounded number of addresses", () => {
    const { limiter } = setUp({ maxAddresses: 3, perAddress: 1 })
    for (const last of [1, 2, 3, 4]) limiter.failed(`192.0.2.${last}`)
    expect(limiter.retryAfterSeconds("192.0.2.1")).toBe(0)
    expect(limiter.retryAfterSeconds("192.0.2.2")).toBeGreaterThan(0)
  })
})
