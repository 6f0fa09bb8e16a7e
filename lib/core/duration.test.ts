import { describe, expect, test } from "vitest"
import { addDuration, parseDuration } from "./duration"
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
