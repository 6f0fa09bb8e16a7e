import { describe, expect, it } from "vitest"
import {
  addDays,
  dayRangeInstants,
  daysBefore,
  eachDay,
  eachHour,
  fromLocalInput,
  isDay,
  localDay,
  logWindow,
  MAX_USAGE_DAYS,
  offsetName,
  slotInstants,
  toLocalInput,
  usageDays,
} from "./time-range"

const NOW = Date.parse("2026-03-01T12:00:00Z")
const none = { from: null, to: null }

describe("logWindow", () => {
  it("counts back from now and leaves the end open", () => {
    expect(logWindow({ range: "1h", ...none }, NOW)).toEqual({ start: "2026-03-01T11:00:00.000Z" })
    expect(logWindow({ range: "7d", ...none }, NOW)).toEqual({ start: "2026-02-22T12:00:00.000Z" })
  })
  it("has no limits for all time and for an empty custom range", () => {
    expect(logWindow({ range: "all", ...none }, NOW)).toEqual({})
    expect(logWindow({ range: "custom", ...none }, NOW)).toEqual({})
  })
  it("puts a custom range in order", () => {
    const early = new Date("2026-02-01T00:00:00Z")
    const late = new Date("2026-02-02T00:00:00Z")
    const window = { start: early.toISOString(), end: late.toISOString() }
    expect(logWindow({ range: "custom", from: late, to: early }, NOW)).toEqual(window)
    expect(logWindow({ range: "custom", from: early, to: null }, NOW)).toEqual({ start: window.start })
  })
})

describe("usageDays", () => {
  it("includes today, over month ends and leap days", () => {
    expect(usageDays({ range: "today", ...none }, "2026-03-01")).toEqual({ start: "2026-03-01", end: "2026-03-01" })
    expect(usageDays({ range: "7d", ...none }, "2026-03-01")).toEqual({ start: "2026-02-23", end: "2026-03-01" })
    expect(eachDay(usageDays({ range: "30d", ...none }, "2028-03-10"))).toHaveLength(30)
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29")
  })
  it("orders a custom range and fills what is missing", () => {
    const custom = (from: string | null, to: string | null) => usageDays({ range: "custom", from, to }, "2026-03-01")
    expect(custom("2026-02-10", "2026-02-01")).toEqual({ start: "2026-02-01", end: "2026-02-10" })
    expect(custom("2026-02-10", null)).toEqual({ start: "2026-02-10", end: "2026-03-01" })
    expect(custom(null, "2026-02-10")).toEqual({ start: "2026-02-10", end: "2026-02-10" })
    expect(custom("soon", "2026-02-30")).toEqual({ start: "2026-03-01", end: "2026-03-01" })
  })
  it("never draws more than a leap year, whatever was typed", () => {
    const range = usageDays({ range: "custom", from: "0001-01-01", to: "2026-03-01" }, "2026-03-01")
    expect(eachDay(range)).toHaveLength(MAX_USAGE_DAYS)
    expect(range.end).toBe("2026-03-01")
  })
})

describe("days and zones", () => {
  it("knows which days exist", () => {
    expect(isDay("2026-02-28")).toBe(true)
    expect(isDay("2026-02-29")).toBe(false)
    expect(isDay("2026-2-1")).toBe(false)
    expect(isDay(null)).toBe(false)
  })
  it("gives the viewer's day, not UTC's", () => {
    const late = Date.parse("2026-03-01T23:30:00Z")
    expect(localDay(late, -60)).toBe("2026-03-02")
    expect(localDay(late, 300)).toBe("2026-03-01")
  })
  it("begins and ends a day at the viewer's midnight", () => {
    const { start, end } = dayRangeInstants({ start: "2026-03-01", end: "2026-03-01" }, -330)
    expect(start.toISOString()).toBe("2026-02-28T18:30:00.000Z")
    expect(end.toISOString()).toBe("2026-03-01T18:29:59.999Z")
  })
  it("names offsets as people write them", () => {
    expect([0, 300, -330, -60].map(offsetName)).toEqual(["UTC", "UTC−05:00", "UTC+05:30", "UTC+01:00"])
  })
  it("gives back what a datetime field was given", () => {
    expect(toLocalInput(fromLocalInput("2026-03-01T08:30"))).toBe("2026-03-01T08:30")
    expect(fromLocalInput("")).toBeNull()
    expect(toLocalInput(null)).toBe("")
  })
})

it("the days before are as many, and a slot's moments are the viewer's", () => {
  expect(daysBefore({ start: "2026-03-01", end: "2026-03-07" })).toEqual({ start: "2026-02-22", end: "2026-02-28" })
  expect(daysBefore({ start: "2026-03-01", end: "2026-03-01" })).toEqual({ start: "2026-02-28", end: "2026-02-28" })
  const { start, end } = slotInstants("2026-03-01T14:00", 300)
  expect([start.toISOString(), end.toISOString()]).toEqual(["2026-03-01T19:00:00.000Z", "2026-03-01T19:59:59.999Z"])
  expect(slotInstants("2026-03-01", -60).start.toISOString()).toBe("2026-02-28T23:00:00.000Z")
  expect(eachHour({ start: "2026-03-01", end: "2026-03-02" })).toHaveLength(48)
})
