import { describe, expect, test } from "vitest"
import { BudgetCalendar, timeOfDayMs, UTC_CALENDAR } from "./budget-calendar"
import { parseDuration } from "./duration"
import { timeZone } from "./time-zone"

const at = (iso: string) => Date.parse(iso)
const iso = (ms: number) => new Date(ms).toISOString().replace(".000Z", "Z")

function calendar(zone: string, time = "00:00"): BudgetCalendar {
  const known = timeZone(zone)
  if (known === null) throw new Error(`no zone ${zone}`)
  return new BudgetCalendar(known, timeOfDayMs(time) ?? 0)
}

describe("a window in UTC", () => {
  const created = "2026-01-31T09:30:00Z"
  test.each([
    // One day, week and month lie where the calendar has them, wherever the key was created.
    ["1d", "2026-03-10T15:20:00Z", "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z"],
    ["daily", "2026-03-10T00:00:00Z", "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z"],
    ["7d", "2026-03-10T15:20:00Z", "2026-03-09T00:00:00Z", "2026-03-16T00:00:00Z"],
    ["1w", "2026-03-15T23:59:59Z", "2026-03-09T00:00:00Z", "2026-03-16T00:00:00Z"],
    ["weekly", "2026-03-16T00:00:00Z", "2026-03-16T00:00:00Z", "2026-03-23T00:00:00Z"],
    ["1mo", "2026-03-10T15:20:00Z", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"],
    ["30d", "2028-02-29T15:20:00Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z"],
    ["monthly", "2026-12-31T23:59:59Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"],
    // Several of them are counted from the creation's.
    ["10d", "2026-02-15T00:00:00Z", "2026-02-10T00:00:00Z", "2026-02-20T00:00:00Z"],
    ["14d", "2026-02-13T23:59:59Z", "2026-01-31T00:00:00Z", "2026-02-14T00:00:00Z"],
    ["2w", "2026-02-14T09:29:59Z", "2026-02-09T00:00:00Z", "2026-02-23T00:00:00Z"],
    ["3mo", "2026-03-31T23:59:59Z", "2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z"],
    ["2mo", "2026-05-30T12:00:00Z", "2026-05-01T00:00:00Z", "2026-07-01T00:00:00Z"],
    ["1y", "2026-12-31T23:00:00Z", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"],
    // Hours, minutes and seconds are as long as they say, from the moment of the creation.
    ["30s", "2026-01-31T09:30:45Z", "2026-01-31T09:30:30Z", "2026-01-31T09:31:00Z"],
    ["12h", "2026-02-01T10:00:00Z", "2026-02-01T09:30:00Z", "2026-02-01T21:30:00Z"],
    ["24h", "2026-02-01T09:00:00Z", "2026-01-31T09:30:00Z", "2026-02-01T09:30:00Z"],
    ["48h", "2026-02-02T09:30:00Z", "2026-02-02T09:30:00Z", "2026-02-04T09:30:00Z"],
  ])("%s at %s runs from %s to %s", (duration, now, startedAt, resetAt) => {
    const window = UTC_CALENDAR.windowAt(parseDuration(duration), at(created), at(now))
    expect({ startedAt: iso(window.startedAt), resetAt: iso(window.resetAt) }).toEqual({ startedAt, resetAt })
  })

  test("windows tile: now is always inside, and the next window starts where this one ends", () => {
    for (const text of ["7s", "90m", "24h", "1d", "3d", "1w", "5w", "1mo", "2mo", "5mo", "1y", "30d"]) {
      const d = parseDuration(text)
      let now = at("2027-12-30T11:11:11Z")
      for (let i = 0; i < 60; i++) {
        const window = UTC_CALENDAR.windowAt(d, at(created), now)
        expect(window.startedAt).toBeLessThanOrEqual(now)
        expect(window.resetAt).toBeGreaterThan(now)
        expect(UTC_CALENDAR.windowAt(d, at(created), window.resetAt - 1)).toEqual(window)
        expect(UTC_CALENDAR.windowAt(d, at(created), window.resetAt).startedAt).toBe(window.resetAt)
        now = window.resetAt
      }
    }
  })
})

describe("a window in a zone", () => {
  test.each([
    // A day is midnight to midnight there: 23 hours when the clock goes forward, 25 when it goes back.
    ["Europe/Berlin", "1d", "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"],
    ["Europe/Berlin", "1d", "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"],
    ["America/New_York", "1d", "2026-03-08T12:00:00Z", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"],
    ["America/New_York", "1d", "2026-11-01T12:00:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"],
    ["Australia/Lord_Howe", "1d", "2026-04-05T00:00:00Z", "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z"],
    // Where midnight itself is skipped or shown twice, the day begins with its first moment.
    ["Africa/Cairo", "1d", "2026-04-24T12:00:00Z", "2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z"],
    ["America/Havana", "1d", "2026-11-01T05:30:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"],
    ["Asia/Kathmandu", "1d", "2026-03-10T18:14:59Z", "2026-03-09T18:15:00Z", "2026-03-10T18:15:00Z"],
    ["Asia/Kathmandu", "1d", "2026-03-10T18:15:00Z", "2026-03-10T18:15:00Z", "2026-03-11T18:15:00Z"],
    ["Asia/Kathmandu", "1mo", "2026-02-28T18:15:00Z", "2026-02-28T18:15:00Z", "2026-03-31T18:15:00Z"],
    ["Pacific/Kiritimati", "30d", "2026-12-31T10:00:00Z", "2026-12-31T10:00:00Z", "2027-01-31T10:00:00Z"],
    ["Europe/Berlin", "1mo", "2026-03-31T22:30:00Z", "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z"],
    ["Europe/Berlin", "1mo", "2026-03-15T00:00:00Z", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z"],
    ["Europe/Berlin", "7d", "2026-03-29T12:00:00Z", "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z"],
    ["America/Los_Angeles", "1w", "2026-11-02T07:59:59Z", "2026-10-26T07:00:00Z", "2026-11-02T08:00:00Z"],
    // 48 hours are 48 hours, whatever the clocks do; two days end at midnight.
    ["Europe/Berlin", "48h", "2026-03-29T12:00:00Z", "2026-03-28T15:20:00Z", "2026-03-30T15:20:00Z"],
    ["Europe/Berlin", "2d", "2026-03-29T12:00:00Z", "2026-03-27T23:00:00Z", "2026-03-29T22:00:00Z"],
  ])("%s %s at %s runs from %s to %s", (zone, duration, now, startedAt, resetAt) => {
    const window = calendar(zone).windowAt(parseDuration(duration), at("2026-03-28T15:20:00Z"), at(now))
    expect({ startedAt: iso(window.startedAt), resetAt: iso(window.resetAt) }).toEqual({ startedAt, resetAt })
  })

  test.each([
    ["09:30", "1d", "2026-06-01T07:29:59Z", "2026-05-31T07:30:00Z", "2026-06-01T07:30:00Z"],
    ["09:30", "1mo", "2026-06-01T07:29:59Z", "2026-05-01T07:30:00Z", "2026-06-01T07:30:00Z"],
    ["9:30:15", "1w", "2026-06-01T07:30:15Z", "2026-06-01T07:30:15Z", "2026-06-08T07:30:15Z"],
    // A time of day that one day of the year does not have, and one it has twice.
    ["02:30", "1d", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"],
    ["02:30", "1d", "2026-10-25T01:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"],
  ])("in Berlin at %s, %s at %s runs from %s to %s", (time, duration, now, startedAt, resetAt) => {
    const window = calendar("Europe/Berlin", time).windowAt(parseDuration(duration), 0, at(now))
    expect({ startedAt: iso(window.startedAt), resetAt: iso(window.resetAt) }).toEqual({ startedAt, resetAt })
  })

  test("windows tile through the changes of the clock, and every window is an anchor of the same windows", () => {
    for (const zone of ["Europe/Berlin", "Asia/Kathmandu", "Africa/Cairo", "America/Havana", "Australia/Lord_Howe"]) {
      for (const time of ["00:00", "02:30", "23:59:59"]) {
        for (const text of ["1d", "5d", "1w", "3w", "1mo", "2mo", "1y", "36h"]) {
          const d = parseDuration(text)
          const anchor = at("2026-03-20T09:30:00Z")
          let now = anchor
          for (let i = 0; i < 40; i++) {
            const fresh = calendar(zone, time)
            const window = fresh.windowAt(d, anchor, now)
            expect(window.startedAt).toBeLessThanOrEqual(now)
            expect(window.resetAt).toBeGreaterThan(now)
            expect(fresh.windowAt(d, anchor, window.resetAt - 1)).toEqual(window)
            expect(fresh.windowAt(d, window.startedAt, window.resetAt - 1)).toEqual(window)
            expect(fresh.windowAt(d, window.startedAt, window.resetAt).startedAt).toBe(window.resetAt)
            now = window.resetAt
          }
        }
      }
    }
  })
})

describe("the window somebody is in", () => {
  const stored = {
    budgetDuration: "1d",
    windowStartedAt: at("2026-03-10T09:00:00Z"),
    budgetResetAt: at("2026-03-11T00:00:00Z"),
  }

  test("is the stored one until that ends, also when the zone has become another one since", () => {
    const window = calendar("Asia/Tokyo").current(stored, at("2026-03-10T23:59:59Z"))
    expect(window).toEqual({ startedAt: stored.windowStartedAt, resetAt: stored.budgetResetAt })
  })

  test("never begins before the stored one: what that has cost stays in it", () => {
    const begun = { ...stored, windowStartedAt: at("2026-03-12T00:00:00Z") }
    const window = calendar("Europe/Berlin").current(begun, at("2026-03-12T10:00:00Z"))
    expect(window).toEqual({ startedAt: begun.windowStartedAt, resetAt: at("2026-03-12T23:00:00Z") })
  })

  test("of a duration nobody can read has no end", () => {
    const odd = { ...stored, budgetDuration: "now and then" }
    expect(UTC_CALENDAR.current(odd, at("2027-01-01T00:00:00Z")).resetAt).toBeNull()
  })
})

test.each(["24:00", "9", "noon", "12:60", "12:00:99", "-1:00", ""])("%j is no time of day", (text) => {
  expect(timeOfDayMs(text)).toBeNull()
})
