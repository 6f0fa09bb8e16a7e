import { describe, expect, it } from "vitest"
import { firstTokenMs, keyLabel } from "./log-row"

const START = "2026-03-01T10:00:00.000Z"

describe("rows", () => {
  it("has no first-token time when there was none, or clocks ran backwards, or the reply came in one piece", () => {
    const completionStartTime = "2026-03-01T10:00:01.000Z"
    expect(firstTokenMs({ stream: true, startTime: START, completionStartTime })).toBe(1000)
    expect(firstTokenMs({ stream: false, startTime: START, completionStartTime })).toBeNull()
    expect(firstTokenMs({ stream: true, startTime: START, completionStartTime: null })).toBeNull()
    expect(firstTokenMs({ stream: true, startTime: START, completionStartTime: "2026-03-01T09:59:59Z" })).toBeNull()
  })
  it("names a key by alias, else by what identifies it", () => {
    expect(keyLabel({ token: "h", alias: "ci" })).toBe("ci")
    expect(keyLabel({ token: "master", alias: null })).toBe("master key")
    expect(keyLabel({ token: "0123456789abcdef" })).toBe("01234567…")
    expect(keyLabel({ token: "0123456789abcdef", name: "sk-…9f2a" })).toBe("sk-…9f2a")
  })
})
