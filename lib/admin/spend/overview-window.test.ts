import { describe, expect, test } from "vitest"
import { overviewWindow } from "./overview-window"

const NOW = Date.parse("2026-03-10T15:20:00Z")
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16)

describe("the window of the overview", () => {
  test("24 hours end with the running one, and are compared with the same hours a day before", () => {
    const window = overviewWindow("24h", 0, NOW)
    expect([iso(window.startMs), iso(window.endMs)]).toEqual(["2026-03-09T16:00", "2026-03-10T15:20"])
    expect([iso(window.previousStartMs), iso(window.previousEndMs)]).toEqual(["2026-03-08T16:00", "2026-03-09T15:20"])
    expect(window.slots).toBe(24)
  })

  test("days are the viewer's, today is the last, and the stretch before is cut at this time of day", () => {
    const window = overviewWindow("7d", -840, NOW)
    expect(iso(window.startMs)).toBe("2026-03-04T10:00")
    expect([iso(window.previousStartMs), iso(window.previousEndMs)]).toEqual(["2026-02-25T10:00", "2026-03-03T15:20"])
  })
})
