import { describe, expect, it } from "vitest"
import { type CooldownNews, Cooldowns, type Failure } from "./cooldown"
import type { CooldownRules } from "./router-settings"

const rules: CooldownRules = { enabled: true, seconds: 5, allowedFails: null, allowedFailsPolicy: null }
const failure = (more: Partial<Failure> = {}): Failure => ({
  id: "a",
  kind: "upstream_failed",
  retryAfterSeconds: undefined,
  groupSize: 2,
  cooldownSeconds: null,
  ...more,
})
const state = (c: Cooldowns, now: number) => c.health("a", now).state

describe("a deployment is set aside", () => {
  it.each(["upstream_unreachable", "upstream_rate_limited", "upstream_auth"] as const)("at once for %s", (kind) => {
    const c = new Cooldowns()
    c.failed(failure({ kind }), rules, 0)
    expect(state(c, 4_999)).toBe("cooling")
    expect(state(c, 5_000)).toBe("healthy")
  })

  it("for other failures when more than half of five fail", () => {
    const c = new Cooldowns()
    for (let i = 0; i < 4; i++) c.failed(failure(), rules, 0)
    expect(state(c, 0)).toBe("healthy")
    c.failed(failure(), rules, 0)
    expect(state(c, 0)).toBe("cooling")
  })

  it("not while half of them succeed, and yesterday's failures do not count", () => {
    const c = new Cooldowns()
    for (let i = 0; i < 20; i++) {
      c.failed(failure(), rules, 0)
      c.succeeded("a", 0)
    }
    expect(state(c, 0)).toBe("healthy")
    const d = new Cooldowns()
    for (let i = 0; i < 20; i++) d.failed(failure(), rules, i * 60_000)
    expect(state(d, 19 * 60_000)).toBe("healthy")
  })

  it("never for a single failure when it is alone, nor for what is the request's own fault", () => {
    const c = new Cooldowns()
    c.failed(failure({ groupSize: 1, kind: "upstream_unreachable" }), rules, 0)
    c.failed(failure({ groupSize: 1, id: "b" }), { ...rules, allowedFails: 0 }, 0)
    expect(c.health("b", 0).state).toBe("healthy")
    c.failed(failure({ kind: "invalid_request" }), { ...rules, allowedFails: 0 }, 0)
    expect(state(c, 0)).toBe("healthy")
  })

  it("by allowed_fails and allowed_fails_policy, which win over the judgement", () => {
    const c = new Cooldowns()
    const strict = { ...rules, allowedFails: 2, allowedFailsPolicy: { upstream_rate_limited: 100 } }
    for (let i = 0; i < 50; i++) c.failed(failure({ kind: "upstream_rate_limited", id: "b" }), strict, 0)
    expect(c.health("b", 0).state).toBe("healthy")
    for (let i = 0; i < 3; i++) c.failed(failure(), strict, 0)
    expect(state(c, 0)).toBe("cooling")
  })

  it("as long as the provider asks for, or its own cooldown_time says", () => {
    const c = new Cooldowns()
    c.failed(failure({ kind: "upstream_rate_limited", retryAfterSeconds: 30 }), rules, 0)
    expect(c.health("a", 0)).toMatchObject({ state: "cooling", untilMs: 30_000 })
    c.failed(failure({ kind: "upstream_rate_limited", id: "b", cooldownSeconds: 60 }), rules, 0)
    expect(c.health("b", 0)).toMatchObject({ untilMs: 60_000 })
  })
})

describe("recovery", () => {
  it("is one probe: the others wait for what comes of it", () => {
    const c = new Cooldowns()
    c.failed(failure({ kind: "upstream_unreachable" }), rules, 0)
    expect(state(c, 5_000)).toBe("healthy")
    c.started("a", 5_000)
    expect(state(c, 5_001)).toBe("probing")
    c.failed(failure(), rules, 6_000)
    expect(state(c, 10_999)).toBe("cooling")
    c.started("a", 11_000)
    c.succeeded("a", 11_100)
    expect(state(c, 11_100)).toBe("healthy")
    expect(c.quiet).toBe(true)
  })

  it("is tried by the next request when the probe's client went away", () => {
    const c = new Cooldowns()
    c.failed(failure({ kind: "upstream_unreachable" }), rules, 0)
    c.started("a", 5_000)
    c.failed(failure({ kind: "client_closed" }), rules, 5_100)
    expect(state(c, 5_100)).toBe("healthy")
  })
})

it("what one process finds out the others know", () => {
  const one = new Cooldowns()
  const other = new Cooldowns()
  const told: CooldownNews[] = []
  one.onChange((news) => {
    told.push(news)
    other.heard(news, 0)
  })
  one.failed(failure({ kind: "upstream_unreachable" }), rules, 0)
  expect(state(other, 100)).toBe("cooling")
  one.started("a", 5_000)
  one.succeeded("a", 5_100)
  expect(state(other, 100)).toBe("healthy")
  expect(told).toHaveLength(2)
})
