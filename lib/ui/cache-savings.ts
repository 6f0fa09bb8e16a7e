import type { CacheHitsOutput } from "./api.gen"
import { nanoOf } from "./nano"

type Hits = CacheHitsOutput[number]

/** What the cache came to in a range of days. */
export interface CacheTotals {
  readonly requests: number
  readonly hits: number
  /** Part of the requests, 0 to 1; null without requests. */
  readonly rate: number | null
  readonly savedNano: number
  readonly savedTokens: number
}

/** The sums of all rows. */
export function cacheTotals(rows: readonly Hits[]): CacheTotals {
  let [requests, hits, savedNano, savedTokens] = [0, 0, 0, 0]
  for (const row of rows) {
    requests += row.total_rows
    hits += row.cache_hit_true_rows
    savedNano += nanoOf(row.saved_cache_cost)
    savedTokens += row.cached_prompt_tokens + row.cached_completion_tokens
  }
  return { requests, hits, rate: requests === 0 ? null : hits / requests, savedNano, savedTokens }
}

/** The same by model, those with the most hits first; models without hits are left out. */
export function cacheModels(rows: readonly Hits[]): readonly (CacheTotals & { readonly model: string })[] {
  const models = [...new Set(rows.map(({ model }) => model))]
  return models
    .map((model) => ({ model, ...cacheTotals(rows.filter((row) => row.model === model)) }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits || a.model.localeCompare(b.model))
}

/** The day that many days before today begins, in UTC, as the API takes it. */
export function firstDay(days: number, nowMs: number): string {
  return new Date(nowMs - (days - 1) * 86_400_000).toISOString().slice(0, 10)
}
