import { describe, expect, test } from "vitest"
import { timeZone, UTC } from "./time-zone"

const iso = (ms: number) => new Date(ms).toISOString().replace(/\.000Z$/, "Z")
const zone = (name: string) => timeZone(name) ?? UTC

describe("a moment on the clock of a zone", () => {
  test.each([
    ["UTC", "2026-03-10T12:00:00Z", "2026-03-10T12:00:00Z"],
    ["Europe/Berlin", "2026-01-10T12:00:00Z", "2026-01-10T13:00:00Z"],
    ["Europe/Berlin", "2026-07-10T12:00:00Z", "2026-07-10T14:00:00Z"],
    ["Asia/Kathmandu", "2026-07-10T18:20:30Z", "2026-07-11T00:05:30Z"],
    ["Pacific/Kiritimati", "2026-12-31T10:00:00Z", "2027-01-01T00:00:00Z"],
    ["Pacific/Niue", "2026-01-01T10:59:59Z", "2025-12-31T23:59:59Z"],
    ["+05:45", "2026-07-10T18:20:30Z", "2026-07-11T00:05:30Z"],
  ])("%s: at %s it shows %s", (name, moment, shown) => {
    expect(iso(zone(name).wallOf(Date.parse(moment)))).toBe(shown)
    expect(zone(name).wallOf(Date.parse(moment) + 7)).toBe(Date.parse(shown) + 7)
  })
})

describe("when the clock of a zone first shows a time, or a later one", () => {
  test.each([
    ["Asia/Kathmandu", "2026-03-10T00:00:00Z", "2026-03-09T18:15:00Z"],
    // Skipped: two o'clock is three at once.
    ["Europe/Berlin", "2026-03-29T02:00:00Z", "2026-03-29T01:00:00Z"],
    ["Europe/Berlin", "2026-03-29T02:30:00Z", "2026-03-29T01:00:00Z"],
    ["Europe/Berlin", "2026-03-29T03:00:00Z", "2026-03-29T01:00:00Z"],
    ["America/New_York", "2026-03-08T02:30:00Z", "2026-03-08T07:00:00Z"],
    // Shown twice: the first time counts.
    ["Europe/Berlin", "2026-10-25T02:30:00Z", "2026-10-25T00:30:00Z"],
    ["America/New_York", "2026-11-01T01:30:00Z", "2026-11-01T05:30:00Z"],
    // Clocks that skip midnight itself, or show it twice.
    ["Africa/Cairo", "2026-04-24T00:00:00Z", "2026-04-23T22:00:00Z"],
    ["Asia/Beirut", "2026-03-29T00:00:00Z", "2026-03-28T22:00:00Z"],
    ["America/Havana", "2026-11-01T00:00:00Z", "2026-11-01T04:00:00Z"],
    // A whole day that was never there.
    ["Pacific/Apia", "2011-12-30T12:00:00Z", "2011-12-30T10:00:00Z"],
    ["Australia/Lord_Howe", "2026-10-04T02:15:00Z", "2026-10-03T15:30:00Z"],
  ])("%s: %s is %s", (name, wall, moment) => {
    expect(iso(zone(name).momentOf(Date.parse(wall)))).toBe(moment)
  })
})

test.each(["Europe/Berln", "Mars/Olympus", "", "25:00", "../etc/passwd"])("there is no zone %j", (name) => {
  expect(timeZone(name)).toBeNull()
})
