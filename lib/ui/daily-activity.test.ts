import { describe, expect, it } from "vitest"
import type { UsageMetrics } from "./api.gen"
import { type ActivityDay, checkLedger, REST, totalUsage, usageBy, usageSeries } from "./daily-activity"
import { usageCsv } from "./usage-csv"

function metrics(spend: number, requests = 1): UsageMetrics {
  return {
    spend,
    prompt_tokens: requests * 10,
    completion_tokens: requests * 5,
    total_tokens: requests * 15,
    api_requests: requests,
    successful_requests: requests,
    failed_requests: 0,
  }
}

function day(date: string, models: Record<string, number>): ActivityDay {
  const entries = Object.entries(models)
  const spend = entries.reduce((sum, [, usd]) => sum + usd, 0)
  const groups = Object.fromEntries(entries.map(([name, usd]) => [name, { metrics: metrics(usd) }]))
  return { date, metrics: metrics(spend, entries.length), breakdown: { model_groups: groups } }
}

const DAYS = [day("2026-03-02", { a: 0.1, b: 0.2 }), day("2026-03-04", { a: 0.3, c: 0.05, d: 0.01 })]
const RANGE = { start: "2026-03-01", end: "2026-03-04" }
const BY_MODEL = { dimension: "model", measure: "spend", range: RANGE } as const

describe("totals", () => {
  it("adds money exactly where dollars as floats would not", () => {
    const many = Array.from({ length: 10 }, (_, i) => day(`2026-03-${10 + i}`, { a: 0.1, b: 0.2 }))
    expect(totalUsage(many).spendNano).toBe(3_000_000_000)
  })
  it("sorts shares by size, then by name", () => {
    expect(usageBy(DAYS, "model", "spend").map((share) => share.id)).toEqual(["a", "b", "c", "d"])
    expect(usageBy(DAYS, "model", "requests").map((share) => share.id)).toEqual(["a", "b", "c", "d"])
  })
  it("keeps a key's alias when a later day lacks it", () => {
    const withKeys = (date: string, alias: string | null): ActivityDay => ({
      date,
      metrics: metrics(1),
      breakdown: { api_keys: { h: { metrics: metrics(1), metadata: { key_alias: alias, key_name: null } } } },
    })
    expect(usageBy([withKeys("2026-03-01", "ci"), withKeys("2026-03-02", null)], "key", "spend")[0]?.alias).toBe("ci")
  })
})

describe("usageSeries", () => {
  it("has a value for every day of the range, zero when nothing happened", () => {
    const { days, series } = usageSeries(DAYS, { ...BY_MODEL, top: 5 })
    expect(days).toEqual(["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"])
    expect(series[0]).toMatchObject({ id: "a", values: [0, 100_000_000, 0, 300_000_000] })
  })
  it("puts all but the largest into one layer, and the layers still sum to the day", () => {
    const { series } = usageSeries(DAYS, { ...BY_MODEL, top: 2 })
    expect(series.map((layer) => layer.id)).toEqual(["a", "b", REST])
    expect(series[2]?.values).toEqual([0, 0, 0, 60_000_000])
    const lastDay = series.reduce((sum, layer) => sum + (layer.values[3] ?? 0), 0)
    expect(lastDay).toBe(360_000_000)
  })
  it("has no layer for what is zero throughout", () => {
    const free = [day("2026-03-02", { free: 0 })]
    expect(usageSeries(free, { ...BY_MODEL, top: 5 }).series).toEqual([])
    expect(usageSeries(free, { ...BY_MODEL, measure: "requests", top: 5 }).series).toHaveLength(1)
  })
})

describe("by hour, and by whom", () => {
  const hour = (date: string, teams: Record<string, number>, whole: number): ActivityDay => {
    const of = (usd: number) => ({ metrics: metrics(usd), metadata: { alias: "Bridges" } })
    const entities = Object.fromEntries(Object.entries(teams).map(([id, usd]) => [id, of(usd)]))
    return { date, metrics: metrics(whole, 3), breakdown: { entities } }
  }
  const HOURS = [hour("2026-03-01T14:00", { t: 0.1 }, 0.3), hour("2026-03-01T09:00", {}, 0.2)]

  it("an axis of hours, what belongs to no team as the rest, teams by their names", () => {
    const range = { start: "2026-03-01", end: "2026-03-01" }
    const want = { dimension: "team", measure: "spend", range, top: 5, byHour: true } as const
    const { days, series } = usageSeries(HOURS, want)
    expect([days.length, days[9]]).toEqual([24, "2026-03-01T09:00"])
    expect(series.map(({ id, share }) => [id, share?.alias])).toEqual([
      ["t", "Bridges"],
      [REST, undefined],
    ])
    expect([series[1]?.values[9], series[1]?.values[14]]).toEqual([200_000_000, 200_000_000])
  })

  it("the rows of an hour add up to it in the file", () => {
    expect(
      usageCsv(HOURS, "team", (share) => share.alias ?? share.id)
        .trim()
        .split("\r\n")
        .slice(1),
    ).toEqual([
      "2026-03-01T09:00,everything else,,0.2,3,0,30,15",
      "2026-03-01T14:00,Bridges,t,0.1,1,0,10,5",
      "2026-03-01T14:00,everything else,,0.2,2,0,20,10",
    ])
  })
})

describe("checkLedger", () => {
  it("is equal only to the nano-dollar", () => {
    expect(checkLedger(300_000_000, 0.1 + 0.2)).toEqual({ kind: "equal" })
    expect(checkLedger(300_000_001, 0.3)).toEqual({ kind: "different", ledgerNano: 300_000_000, differenceNano: 1 })
  })
  it("does not claim equality with a figure it was not given", () => {
    expect(checkLedger(0, undefined)).toEqual({ kind: "unknown" })
    expect(checkLedger(0, null)).toEqual({ kind: "unknown" })
  })
})

it("exports one row a day and name, oldest first, with names defused", () => {
  const csv = usageCsv([...DAYS].reverse(), "model", (share) => `=${share.id}`)
  expect(csv.split("\r\n").slice(0, 3)).toEqual([
    "date,name,id,spend_usd,requests,failed_requests,prompt_tokens,completion_tokens",
    "2026-03-02,'=b,b,0.2,1,0,10,5",
    "2026-03-02,'=a,a,0.1,1,0,10,5",
  ])
})
