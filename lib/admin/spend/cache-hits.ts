import { z } from "zod"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import { fromCache } from "./log-filters"
import { range } from "./rankings"
import { readSnapshot } from "./read"
import { refuseBadRange } from "./report"

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30
const list = z.string().max(10_000).optional()

export const CacheHitsInput = z.strictObject({
  ...range,
  api_keys: list.describe("Hashes of keys, separated by commas"),
  models: list.describe("Names clients ask for, separated by commas"),
})

/** What the response cache answered, by key, endpoint and model; LiteLLM's names, `saved_cache_cost` as its log has it. */
export const CacheHits = z.array(
  z.object({
    api_key: z.string(),
    call_type: z.string(),
    model: z.string().describe("The name clients ask for"),
    total_rows: z.number().describe("Requests"),
    cache_hit_true_rows: z.number().describe("Answered from the cache"),
    cached_prompt_tokens: z.number().describe("Tokens that were not read again"),
    cached_completion_tokens: z.number().describe("Tokens that were not written again"),
    generated_completion_tokens: z.number(),
    saved_cache_cost: z.number().describe("Dollars the answers cost that were given again"),
  }),
)

interface Row {
  readonly api_key: string
  readonly call_type: string
  readonly model_group: string
  readonly requests: number
  readonly hits: number
  readonly prompt: number
  readonly completion: number
  readonly generated: number
  readonly saved_nano: number
}

/** Hits and what they saved in a range of days (UTC), the last 30 when none is given; the largest groups first. Throws 400. */
export async function cacheHits(
  ctx: AdminContext,
  { start_date, end_date, api_keys, models }: z.output<typeof CacheHitsInput>,
): Promise<z.output<typeof CacheHits>> {
  const today = Math.floor(ctx.clock.now() / DAY_MS) * DAY_MS
  const end = end_date ?? Math.max(today, start_date ?? 0)
  const start = start_date ?? end - DEFAULT_DAYS * DAY_MS
  refuseBadRange(start, end)
  await ctx.flush()
  const rows = await readSnapshot(ctx.db, (sql) => {
    // A hit has neither tokens nor cost: of the others the metadata need not be read.
    const hit = sql`(total_tokens = 0 and spend_nano = 0 and status = 'success' and ${fromCache(sql)})`
    const saved = (name: string) =>
      sql`coalesce(sum(case when ${hit} then coalesce((metadata ->> ${name})::float8, 0) end), 0)`
    return sql<Row[]>`
      select api_key, call_type, model_group, count(*)::float8 as requests,
        coalesce(sum(case when ${hit} then 1 end), 0)::float8 as hits,
        ${saved("saved_prompt_tokens")} as prompt, ${saved("saved_completion_tokens")} as completion,
        sum(completion_tokens)::float8 as generated, round(${saved("saved_cache_cost")} * 1e9) as saved_nano
      from spend_logs
      where started_at >= ${new Date(start)} and started_at < ${new Date(end + DAY_MS)}
        ${names(api_keys) === null ? sql`` : sql`and api_key = any(${names(api_keys)}::text[])`}
        ${names(models) === null ? sql`` : sql`and model_group = any(${names(models)}::text[])`}
      group by 1, 2, 3 order by hits desc, requests desc, 1, 2, 3 limit 1000`
  })
  return rows.map((row) => ({
    api_key: row.api_key,
    call_type: row.call_type,
    model: row.model_group,
    total_rows: row.requests,
    cache_hit_true_rows: row.hits,
    cached_prompt_tokens: row.prompt,
    cached_completion_tokens: row.completion,
    generated_completion_tokens: row.generated,
    saved_cache_cost: usdFromNano(row.saved_nano),
  }))
}

function names(given: string | undefined): string[] | null {
  return given === undefined ? null : given.split(",").map((name) => name.trim())
}
