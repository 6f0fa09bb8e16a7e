import { correctedLog, correctedNano, correctionOf } from "#lib/ledger/corrected"
import { type Reach, sumsWithin } from "../reach"
import type { ActivityRange } from "./activity-range"
import { allOf, type Fragment, type Reader } from "./read"

export interface ActivityFilter {
  /** Hash of a key, or "master". */
  readonly apiKey: string | undefined
  /** A provider's model or the name clients ask for. */
  readonly model: string | undefined
  /** The user of the keys. */
  readonly userId: string | undefined
  /** How far the asker sees; null sees all. */
  readonly reach: Reach | null
}

/** What a sum is about: the whole day, or one name in it. */
export type Dimension = "day" | "api_keys" | "model_groups" | "models" | "providers"

/** Exact sums: whole numbers as bigint. */
export interface ActivitySum {
  readonly day: string
  readonly dimension: Dimension
  readonly name: string
  readonly requests: bigint
  readonly failures: bigint
  readonly promptTokens: bigint
  readonly completionTokens: bigint
  readonly spendNano: bigint
}

/** A report names at most this many keys, the largest spenders; the days' own sums have all of them. */
const MAX_KEYS = 500

/** `grouping(api_key, model_group, model, provider)`: a bit is set for each column that was summed over. */
const DIMENSIONS: Readonly<Record<number, Dimension>> = {
  15: "day",
  7: "api_keys",
  11: "model_groups",
  13: "models",
  14: "providers",
}

interface StoredSum {
  readonly day: string
  readonly dimension: number
  readonly name: string | null
  readonly requests: string
  readonly failures: string
  readonly prompt_tokens: string
  readonly completion_tokens: string
  readonly spend_nano: string
}

/** Sums by day alone. */
export async function dailySums(sql: Reader, range: ActivityRange, filter: ActivityFilter): Promise<ActivitySum[]> {
  const rows = await sql<StoredSum[]>`
    with used as materialized (${hourly(sql, range, filter)} union all ${ofSplitHours(sql, range, filter)})
    select to_char(day, 'YYYY-MM-DD') as day, 15 as dimension, null as name, sum(requests)::text as requests,
      sum(failures)::text as failures, sum(prompt_tokens)::text as prompt_tokens,
      sum(completion_tokens)::text as completion_tokens, sum(spend_nano)::text as spend_nano
    from used group by used.day order by used.day desc`
  return rows.map(sumOf)
}

/** Sums by day, and by day and key, model group, model and provider: from the hourly aggregates, cut at the zone's midnights. */
export async function activitySums(sql: Reader, range: ActivityRange, filter: ActivityFilter): Promise<ActivitySum[]> {
  const rows = await sql<StoredSum[]>`
    with used as materialized (${hourly(sql, range, filter)} union all ${ofSplitHours(sql, range, filter)}),
    largest as (
      select api_key from used group by api_key order by sum(spend_nano) desc, sum(requests) desc, api_key limit ${MAX_KEYS}
    )
    select to_char(day, 'YYYY-MM-DD') as day, grouping(api_key, model_group, model, provider) as dimension,
      coalesce(api_key, model_group, model, provider) as name, sum(requests)::text as requests,
      sum(failures)::text as failures, sum(prompt_tokens)::text as prompt_tokens,
      sum(completion_tokens)::text as completion_tokens, sum(spend_nano)::text as spend_nano
    from used group by grouping sets ((day), (day, api_key), (day, model_group), (day, model), (day, provider))
    having grouping(api_key) = 1 or api_key in (select api_key from largest)
    order by used.day desc, sum(spend_nano) desc, name`
  return rows.map(sumOf)
}

function sumOf(row: StoredSum): ActivitySum {
  return {
    day: row.day,
    dimension: DIMENSIONS[row.dimension] ?? "day",
    name: row.name ?? "",
    requests: BigInt(row.requests),
    failures: BigInt(row.failures),
    promptTokens: BigInt(row.prompt_tokens),
    completionTokens: BigInt(row.completion_tokens),
    spendNano: BigInt(row.spend_nano),
  }
}

/**
 * The same range summed from the log's rows themselves, nano-dollars: what the aggregates are checked against. Hours that the last
 * check of the whole ledger found to agree, and hours whose rows retention took away, are not read again.
 */
export async function ledgerSpend(sql: Reader, range: ActivityRange, filter: ActivityFilter): Promise<bigint> {
  const [at] = await sql<{ checked: Date | null }[]>`
    select greatest((select max(until) from spend_closings), (
      select case when ok then date_trunc('hour', at, 'UTC') end from ledger_checks order by id desc limit 1)) as checked`
  const checked = at?.checked ?? new Date(0)
  const [sum] = await sql<{ spend_nano: string }[]>`
    select coalesce(sum(spend_nano), 0)::text as spend_nano from (
      select spend_nano from (${hourly(sql, range, filter)} and hour < ${checked}) h
      union all select spend_nano from (${ofSplitHours(sql, range, filter)} and started_at < ${checked}) s
      union all select ${correctedNano(sql)} from ${correctedLog(sql)}
        where ${inRange(sql, range)} and started_at >= ${checked} and ${filtered(sql, filter)}) l`
  return BigInt(sum?.spend_nano ?? 0)
}

/** The same range with the rows of those hours only that can still be cut: retention leaves no rows, only what they came to. */
export async function cuttable(sql: Reader, range: ActivityRange): Promise<ActivityRange> {
  if (range.splitHours.length === 0) return range
  const [closed] = await sql<{ until: Date | null }[]>`select max(until) as until from spend_closings`
  const until = closed?.until?.getTime() ?? 0
  return { ...range, splitHours: range.splitHours.filter((hour) => hour >= until) }
}

function hourly(sql: Reader, range: ActivityRange, filter: ActivityFilter): Fragment {
  return sql`
    select ${localDay(sql, "hour", range)} as day, api_key, model_group, model, provider, requests, failures,
      prompt_tokens, completion_tokens, spend_nano
    from usage_hourly
    where hour >= ${new Date(range.startMs)} and hour < ${new Date(range.endMs)}
      and hour <> all(${moments(sql, range.splitHours)}) and ${filtered(sql, filter)}`
}

function ofSplitHours(sql: Reader, range: ActivityRange, filter: ActivityFilter): Fragment {
  return sql`
    select ${localDay(sql, "started_at", range)} as day, api_key, model_group, model, coalesce(provider, '') as provider,
      1 as requests, case when status = 'failure' then 1 else 0 end as failures, prompt_tokens, completion_tokens,
      spend_nano + coalesce(${correctionOf(sql)}, 0) as spend_nano
    from unnest(${moments(sql, range.splitHours)}) as split(hour)
    cross join lateral (
      select * from spend_logs where started_at >= split.hour and started_at < split.hour + interval '1 hour' offset 0
    ) as spend_logs
    where ${inRange(sql, range)} and ${filtered(sql, filter)}`
}

function inRange(sql: Reader, range: ActivityRange): Fragment {
  return sql`started_at >= ${new Date(range.startMs)} and started_at < ${new Date(range.endMs)}`
}

/** As a date, not as text: the sums are grouped by it, and comparing four bytes is several times faster. */
function localDay(sql: Reader, column: "hour" | "started_at", range: ActivityRange): Fragment {
  return sql`(${sql(column)} at time zone 'UTC' - make_interval(mins => ${range.offsetMinutes}::int))::date`
}

function moments(sql: Reader, times: readonly number[]): Fragment {
  return sql`${times.map((ms) => new Date(ms).toISOString())}::timestamptz[]`
}

function filtered(sql: Reader, filter: ActivityFilter): Fragment {
  const { apiKey, model, userId, reach } = filter
  return allOf(sql, [
    ...(apiKey === undefined ? [] : [sql`api_key = ${apiKey}`]),
    ...(model === undefined ? [] : [sql`(model_group = ${model} or model = ${model})`]),
    ...sumsWithin(sql, reach),
    ...(userId === undefined ? [] : [sql`api_key in (select token from keys where user_id = ${userId})`]),
  ])
}
