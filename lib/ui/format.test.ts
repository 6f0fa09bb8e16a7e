import { describe, expect, it } from "vitest"
import { formatMs, formatPercent, formatRelative, formatUsd, formatUsdExact } from "./format"

describe("money on a page", () => {
  it.each([
    [0, "$0.00"],
    [12.345, "$12.35"],
    [1234567.8, "$1,234,567.80"],
    [0.25, "$0.25"],
    [0.0123, "$0.0123"],
    [0.00213, "$0.0021"],
    [0.0000000015, "$0.000000002"],
    [0.000000001, "$0.000000001"],
    [-3, "-$3.00"],
  ])("%d is %s", (dollars, text) => {
    expect(formatUsd(dollars)).toBe(text)
  })

  it("never shows spend as nothing", () => {
    for (let e = 0; e >= -9; e--) expect(formatUsd(3 * 10 ** e)).toMatch(/[1-9]/)
  })

  it("is exact to the nano-dollar when figures are compared", () => {
    expect(formatUsdExact(1.000000001)).toBe("$1.000000001")
    expect(formatUsdExact(2)).toBe("$2.00")
  })
})

it.each([
  [0, "0 ms"],
  [999.4, "999 ms"],
  [1240, "1.24 s"],
  [12_340, "12.3 s"],
  [125_000, "2m 05s"],
])("%d ms reads %s", (ms, text) => {
  expect(formatMs(ms)).toBe(text)
})

it("tells a little from nothing in percentages", () => {
  expect([0, 0.001, 0.42, 1].map(formatPercent)).toEqual(["0%", "<1%", "42%", "100%"])
})

it("says how long ago or until when, and the date when it is far", () => {
  const now = Date.parse("2026-11-21T12:00:00Z")
  const at = (deltaMs: number) => formatRelative(new Date(now + deltaMs).toISOString(), now)
  expect(at(-10_000)).toBe("just now")
  expect(at(-5 * 60_000)).toBe("5m ago")
  expect(at(-3 * 3_600_000)).toBe("3h ago")
  expect(at(2 * 86_400_000)).toBe("in 2d")
  expect(at(30_000)).toBe("in under a minute")
  expect(at(-90 * 86_400_000)).toMatch(/2026$/)
})
