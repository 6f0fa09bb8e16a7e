import { describe, expect, it } from "vitest"
import { isNewEnough } from "./own-node.mjs"
import { duration } from "./progress.mjs"
import { figures, line, sum } from "./results.mjs"

describe("figures of a run", () => {
  it("a run that died without a report counts as a failure", () => {
    expect(figures(null, 1)).toEqual({ passed: 0, failed: 1 })
  })

  it("a status that is not 0 is a failure even if every test passed", () => {
    expect(figures({ passed: 9, failed: 0 }, 1)).toEqual({ passed: 9, failed: 1 })
  })

  it("counts what the report counts", () => {
    expect(figures({ passed: 9, failed: 3 }, 1)).toEqual({ passed: 9, failed: 3 })
    expect(figures({ passed: 9, failed: 0 }, 0)).toEqual({ passed: 9, failed: 0 })
  })

  it("add up to one line", () => {
    expect(line(sum([figures({ passed: 9, failed: 0 }, 0), figures(null, 1)]))).toBe("9 passed, 1 failed")
  })
})

describe("words", () => {
  it.each([
    [400, "0 s"],
    [59_400, "59 s"],
    [65_000, "1 min 5 s"],
  ])("%i ms is %s", (ms, words) => {
    expect(duration(ms)).toBe(words)
  })
})

describe("a Node of the machine's own", () => {
  it.each([
    ["18.20.4", false],
    ["20.18.1", false],
    ["20.19.0", true],
    ["22.1.0", true],
  ])("%s will do: %s", (version, enough) => {
    expect(isNewEnough(version)).toBe(enough)
  })
})
