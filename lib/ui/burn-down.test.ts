import { describe, expect, it } from "vitest"
import {
  type BurnDown,
  budgetOf,
  budgetText,
  burnDownLines,
  burnDownWords,
  leftWords,
  nearestPoint,
  recentText,
} from "./burn-down"

const at = (text: string) => `2026-03-${text}:00.000Z`

/** A month's budget of $100, $35 spent by March 11. */
const MONTH: BurnDown = {
  ...{ kind: "team", id: "core", name: "Core", max_budget: 100, spend: 35, remaining: 65, budget_duration: "1mo" },
  ...{ window_start: at("01T00:00"), budget_reset_at: "2026-04-01T00:00:00.000Z", granularity: "day" },
  points: [
    { at: at("01T00:00"), spend: 0, remaining: 100 },
    { at: at("06T00:00"), spend: 5, remaining: 95 },
    { at: at("11T00:00"), spend: 30, remaining: 65 },
  ],
  ...{ recent_since: at("04T00:00"), recent_spend: 35, projected_at: at("24T00:00"), projected_remaining: 0 },
}
const FOREVER: BurnDown = { ...MONTH, budget_duration: null, budget_reset_at: null, projected_remaining: null }
const ms = (text: string) => Date.parse(at(text))

describe("the lines of a burn-down", () => {
  it("go from the window's start until it starts anew: what was left, an even pace, and on to nothing", () => {
    const lines = burnDownLines(MONTH)
    expect(lines.left.map(({ usd }) => usd)).toEqual([100, 95, 65])
    expect(lines.endMs).toBe(Date.parse("2026-04-01T00:00:00Z"))
    expect(lines.evenPace).toEqual([
      { atMs: ms("01T00:00"), usd: 100 },
      { atMs: lines.endMs, usd: 0 },
    ])
    expect(lines.ahead).toEqual([
      { atMs: ms("11T00:00"), usd: 65 },
      { atMs: ms("24T00:00"), usd: 0 },
    ])
    expect([lines.emptyMs, lines.topUsd, lines.bottomUsd]).toEqual([ms("24T00:00"), 100, 0])
  })

  it("one that lasts ends with what is left when it starts anew", () => {
    const { ahead, emptyMs } = burnDownLines({ ...MONTH, recent_spend: 7, projected_at: null, projected_remaining: 44 })
    expect(ahead?.[1]).toEqual({ atMs: Date.parse("2026-04-01T00:00:00Z"), usd: 44 })
    expect(emptyMs).toBeNull()
  })

  it("without an end there is no even pace, and the picture looks no further ahead than back", () => {
    const soon = burnDownLines({ ...FOREVER, projected_at: at("13T00:00") })
    expect([soon.evenPace, soon.endMs, soon.emptyMs]).toEqual([null, ms("13T00:00"), ms("13T00:00")])
    const late = burnDownLines(FOREVER)
    expect([late.endMs, late.emptyMs]).toEqual([ms("21T00:00"), null])
    expect(late.ahead?.[1]).toEqual({ atMs: ms("21T00:00"), usd: 15 })
  })

  it("what was overspent is drawn below nothing, and nothing goes on from there", () => {
    const over = { ...MONTH, points: [...MONTH.points.slice(0, 2), { at: at("11T00:00"), spend: 98, remaining: -3 }] }
    const lines = burnDownLines({ ...over, remaining: -3, projected_at: null, projected_remaining: -3 })
    expect([lines.bottomUsd, lines.ahead, lines.emptyMs]).toEqual([-3, null, null])
  })
})

describe("the words of a burn-down", () => {
  it("say when it is used up, or what is left, at whose pace", () => {
    expect(burnDownWords(MONTH)).toMatch(
      /^At the pace of the last 7 days it is used up Mar 2[34], 2026, .*; it starts anew/,
    )
    const lasting = { ...MONTH, recent_spend: 7, projected_at: null, projected_remaining: 44 }
    expect(burnDownWords(lasting)).toMatch(/^At the pace of the last 7 days \$44.00 is left when it starts anew /)
    expect(burnDownWords({ ...FOREVER, recent_spend: 0 })).toBe("Nothing was spent in the last 7 days.")
    expect(burnDownWords({ ...FOREVER, remaining: 0 })).toBe("Used up: requests are refused until it is raised.")
    expect([leftWords(MONTH), leftWords({ ...MONTH, remaining: -0.5 })]).toEqual([
      "$65.00 of $100.00 left.",
      "$0.50 more than the $100.00 was spent.",
    ])
    expect(recentText({ ...MONTH, recent_since: at("09T00:00") })).toBe("its window so far")
  })
})

it("a budget's name in the address is its kind and its id, whatever the id is made of", () => {
  expect(budgetOf(budgetText({ kind: "tag", id: "a:b/<c>" }))).toEqual({ kind: "tag", id: "a:b/<c>" })
  expect([budgetOf(null), budgetOf("team"), budgetOf("planet:mars"), budgetOf("team:")]).toEqual([
    null,
    null,
    null,
    null,
  ])
})

it("the point that is read out is the one nearest to the pointer", () => {
  const { left } = burnDownLines(MONTH)
  expect(nearestPoint(left, ms("07T00:00"))?.usd).toBe(95)
  expect(nearestPoint([], 0)).toBeNull()
})
