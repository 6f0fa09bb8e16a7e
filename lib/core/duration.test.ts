import { describe, expect, test } from "vitest"
import { addDuration, parseDuration, windowAt } from "./duration"
import { GatewayError } from "./errors"

const at = (iso: string) => Date.parse(iso)
const iso = (ms: number) => new Date(ms).toISOString().replace(".000Z", "Z")

describe("parseDuration", () => {
  test.each([
    ["30s", 30, "s"],
    ["30m", 30, "m"],
    ["30min", 30, "m"],
    ["12h", 12, "h"],
    ["1hr", 1, "h"],
    ["7d", 7, "d"],
    ["2w", 2, "w"],
    ["1mo", 1, "mo"],
    ["1y", 1, "y"],
    ["hourly", 1, "h"],
    ["daily", 1, "d"],
    ["weekly", 1, "w"],
    ["Monthly", 1, "mo"],
    [" 30D ", 30, "d"],
  ])("%s", (text, count, unit) => {
    expect(parseDuration(text)).toEqual({ count, unit })
  })

  test.each([
    "",
    "30",
    "d",
    "-1",
    "-5d",
    "1.5h",
    "1 d",
    "1x",
    "1months",
    "0s",
    "99999999999y",
    "1000y",
    "constructor",
    "1e3s",
  ])("%j is refused as the client's mistake", (text) => {
    expect(() => parseDuration(text)).toThrow(GatewayError)
  })

  test("the refusal lists what is possible", () => {
    expect(() => parseDuration("soon")).toThrow(/"30s", "30m".*"monthly"/)
  })
})

describe("addDuration", () => {
  test.each([
    ["2026-01-31T10:00:00Z", "1mo", "2026-02-28T10:00:00Z"],
    ["2028-01-31T10:00:00Z", "1mo", "2028-02-29T10:00:00Z"],
    ["2026-03-31T00:00:00Z", "1mo", "2026-04-30T00:00:00Z"],
    ["2026-12-15T00:00:00Z", "1mo", "2027-01-15T00:00:00Z"],
    ["2028-02-29T00:00:00Z", "1y", "2029-02-28T00:00:00Z"],
    ["2026-01-01T00:00:00Z", "30d", "2026-01-31T00:00:00Z"],
    ["2026-01-01T00:00:00Z", "2w", "2026-01-15T00:00:00Z"],
    ["2026-01-01T23:59:30Z", "45s", "2026-01-02T00:00:15Z"],
    ["2026-01-01T00:00:00Z", "48h", "2026-01-03T00:00:00Z"],
  ])("%s + %s = %s", (from, duration, to) => {
    expect(iso(addDuration(at(from), parseDuration(duration)))).toBe(to)
  })
})

describe("windowAt", () => {
  const created = "2026-01-31T09:30:00Z"
  test.each([
    // One day, week and month lie on the calendar, wherever the key was created.
    ["1d", "2026-03-10T15:20:00Z", "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z"],
    ["daily", "2026-03-10T00:00:00Z", "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z"],
    ["7d", "2026-03-10T15:20:00Z", "2026-03-09T00:00:00Z", "2026-03-16T00:00:00Z"],
    ["1w", "2026-03-15T23:59:59Z", "2026-03-09T00:00:00Z", "2026-03-16T00:00:00Z"],
    ["weekly", "2026-03-16T00:00:00Z", "2026-03-16T00:00:00Z", "2026-03-23T00:00:00Z"],
    ["1mo", "2026-03-10T15:20:00Z", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"],
    ["30d", "2028-02-29T15:20:00Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z"],
    ["monthly", "2026-12-31T23:59:59Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"],
    // Every other length counts from the creation.
    ["30s", "2026-01-31T09:30:45Z", "2026-01-31T09:30:30Z", "2026-01-31T09:31:00Z"],
    ["12h", "2026-02-01T10:00:00Z", "2026-02-01T09:30:00Z", "2026-02-01T21:30:00Z"],
    ["24h", "2026-02-01T09:00:00Z", "2026-01-31T09:30:00Z", "2026-02-01T09:30:00Z"],
    ["48h", "2026-02-02T09:30:00Z", "2026-02-02T09:30:00Z", "2026-02-04T09:30:00Z"],
    ["10d", "2026-02-15T00:00:00Z", "2026-02-10T09:30:00Z", "2026-02-20T09:30:00Z"],
    ["2w", "2026-02-14T09:29:59Z", "2026-01-31T09:30:00Z", "2026-02-14T09:30:00Z"],
    ["3mo", "2026-04-30T09:29:59Z", "2026-01-31T09:30:00Z", "2026-04-30T09:30:00Z"],
    ["3mo", "2026-04-30T09:30:00Z", "2026-04-30T09:30:00Z", "2026-07-31T09:30:00Z"],
    ["2mo", "2026-05-30T12:00:00Z", "2026-03-31T09:30:00Z", "2026-05-31T09:30:00Z"],
    ["1y", "2027-01-30T00:00:00Z", "2026-01-31T09:30:00Z", "2027-01-31T09:30:00Z"],
  ])("%s at %s runs from %s to %s", (duration, now, startedAt, resetAt) => {
    const window = windowAt(parseDuration(duration), at(created), at(now))
    expect({ startedAt: iso(window.startedAt), resetAt: iso(window.resetAt) }).toEqual({ startedAt, resetAt })
  })

  test("windows tile: now is always inside, and the next window starts where this one ends", () => {
    for (const text of ["7s", "90m", "24h", "1d", "3d", "1w", "5w", "1mo", "2mo", "5mo", "1y", "30d"]) {
      const d = parseDuration(text)
      let now = at("2027-12-30T11:11:11Z")
      for (let i = 0; i < 60; i++) {
        const window = windowAt(d, at(created), now)
        expect(window.startedAt).toBeLessThanOrEqual(now)
        expect(window.resetAt).toBeGreaterThan(now)
        expect(windowAt(d, at(created), window.resetAt - 1)).toEqual(window)
        expect(windowAt(d, at(created), window.resetAt).startedAt).toBe(window.resetAt)
        now = window.resetAt
      }
    }
  })
})
