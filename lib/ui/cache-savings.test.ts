import { expect, it } from "vitest"
import { cacheModels, cacheTotals, firstDay } from "./cache-savings"

const row = (model: string, hits: number, requests: number) => ({
  api_key: "k",
  call_type: "acompletion",
  model,
  total_rows: requests,
  cache_hit_true_rows: hits,
  cached_prompt_tokens: hits * 2,
  cached_completion_tokens: hits,
  generated_completion_tokens: 0,
  saved_cache_cost: hits * 0.000000001,
})

it("sums all rows, and by model those that had hits, the most first", () => {
  const rows = [row("a", 1, 4), row("b", 3, 3), row("a", 1, 1), row("c", 0, 2)]
  expect(cacheTotals(rows)).toEqual({ requests: 10, hits: 5, rate: 0.5, savedNano: 5, savedTokens: 15 })
  expect(cacheModels(rows).map(({ model, hits }) => [model, hits])).toEqual([
    ["b", 3],
    ["a", 2],
  ])
  expect(cacheTotals([]).rate).toBeNull()
})

it("a range of days ends today", () => {
  const now = Date.parse("2026-03-10T23:00:00Z")
  expect([firstDay(1, now), firstDay(7, now)]).toEqual(["2026-03-10", "2026-03-04"])
})
