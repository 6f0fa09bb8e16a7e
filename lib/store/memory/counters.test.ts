import { describe, expect, it } from "vitest"
import type { Want } from "#lib/store/counters"
import { MemoryCounters } from "./counters"

function book(now = 1_000_000) {
  const clock = { at: now, now: () => clock.at }
  return { clock, counters: new MemoryCounters(clock) }
}
const budget = (amount: number, limit: number): Want => ({ key: "b", amount, limit, windowSeconds: 0 })

describe("counters", () => {
  it("charge all wants or none", () => {
    const { counters } = book()
    const taken = counters.take([budget(5, 10), { key: "rpm", amount: 1, limit: 0, windowSeconds: 60 }])
    expect(taken.ok).toBe(false)
    expect(counters.peek("b")).toEqual({ used: 0, held: 0 })
  })

  it("hold an estimate and settle for what it came to", () => {
    const { counters } = book()
    counters.take([budget(8, 10)])
    expect(counters.take([budget(3, 10)])).toMatchObject({ ok: false, used: 0, held: 8 })
    counters.settle([{ key: "b", held: 8, actual: 2 }])
    expect(counters.peek("b")).toEqual({ used: 2, held: 0 })
    expect(counters.take([budget(8, 10)]).ok).toBe(true)
  })

  it("start from the spend the database already has", () => {
    const { counters } = book()
    expect(counters.take([{ ...budget(3, 10), seed: 8 }])).toMatchObject({ ok: false, used: 8 })
  })

  it("let the last one overdraw when nothing is held, so that a careful estimate locks nobody out", () => {
    const { counters } = book()
    const last = { ...budget(50, 10), lastMayOverdraw: true }
    expect(counters.take([last]).ok).toBe(true)
    expect(counters.take([last]).ok).toBe(false)
    counters.settle([{ key: "b", held: 50, actual: 10 }])
    expect(counters.take([last]).ok).toBe(false)
  })

  it("admit exactly the limit in every window of 60 s, and say when it is free again", () => {
    const { clock, counters } = book()
    const want: Want = { key: "rpm", amount: 1, limit: 3, windowSeconds: 60 }
    const once = () => {
      const taken = counters.take([want])
      if (taken.ok) counters.settle([{ key: "rpm", held: 1, actual: 1 }])
      return taken
    }
    expect([once().ok, once().ok, once().ok]).toEqual([true, true, true])
    clock.at += 30_000
    expect(once()).toMatchObject({ ok: false, retryAfterMs: 30_000 })
    clock.at += 29_000
    expect(once().ok).toBe(false)
    clock.at += 1_000
    expect(once().ok).toBe(true)
  })
})
