import { correctionOf } from "#lib/ledger/corrected"
import { type Reach, sumsWithin } from "../reach"
import type { ActivityRange } from "./activity-range"
import { type Amounts, amountsAt, type Packed, packed, summed } from "./packed"
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

/** What was used on one day, of one name. */
export interface ActivitySum extends Amounts {
  readonly day: string
  readonly dimension: Dimension
  readonly name: string
}

/** A report names at most this many keys, the largest spenders; the days' own sums have all of them. */
const MAX_KEYS = 500

/** `grouping(model_group, model, provider)`: a bit is set for each column that was summed over; -1 stands for keys. */
const DIMENSIONS: Readonly<Record<number, Dimension>> = {
  [-1]: "api_keys",
  3: "model_groups",
  5: "models",
  6: "providers",
  7: "day",
}

interface PackedDay extends Packed {
  readonly day: string
  readonly dimension: number
  readonly names: readonly (string | null)[]
}

/** Sums by day alone. */
export async function dailySums(sql: Reader, range: ActivityRange, filter: ActivityFilter): Promise<ActivitySum[]> {
  const days = await sql<PackedDay[]>`
    with sums as (select day, ${summed(sql)} from (${used(sql, range, filter)}) u group by 1)
    select to_char(day, 'YYYY-MM-DD') as day, 7 as dimension, json_agg(null::text) as names, ${packed(sql)}
    from sums group by sums.day order by sums.day desc`
  return days.flatMap(sumsOf)
}

/**
 * Sums by day, and by day and key, model group, model and provider: from the hourly aggregates, cut at the zone's midnights. Keys are
 * summed apart from the rest, and only the largest of them: by key there are about as many sums as hours were used.
 */
export async function activitySums(sql: Reader, range: ActivityRange, filter: ActivityFilter): Promise<ActivitySum[]> {
  const days = await sql<PackedDay[]>`
    with used as materialized (${used(sql, range, filter)}),
    largest as (
      select api_key from used group by api_key order by sum(spend_nano) desc, sum(requests) desc, api_key limit ${MAX_KEYS}
    ), served as (
      select day, model_group, model, provider, ${summed(sql)} from used group by 1, 2, 3, 4
    ), sums as (
      select day, grouping(model_group, model, provider) as dimension, coalesce(model_group, model, provider) as name, ${summed(sql)}
        from served group by grouping sets ((day), (day, model_group), (day, model), (day, provider))
      union all
      select day, -1, api_key, ${summed(sql)} from used where api_key in (select api_key from largest) group by day, api_key
    )
    select to_char(day, 'YYYY-MM-DD') as day, dimension, json_agg(name) as names, ${packed(sql)}
    from (select * from sums order by day desc, spend_nano desc, name) s group by s.day, dimension order by s.day desc`
  return days.flatMap(sumsOf)
}

function sumsOf(lists: PackedDay): ActivitySum[] {
  const { day, names } = lists
  const dimension = DIMENSIONS[lists.dimension] ?? "day"
  return names.map((name, i) => ({ day, dimension, name: name ?? "", ...amountsAt(lists, i) }))
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
  const unchecked = sql`${inRange(sql, range)} and started_at >= ${checked} and ${filtered(sql, filter)}`
  const [sum] = await sql<{ spend_nano: string }[]>`
    select coalesce(sum(spend_nano), 0)::text as spend_nano from (
      select spend_nano from (${hourly(sql, range, filter)} and hour < ${checked}) h
      union all select spend_nano from (${ofSplitHours(sql, range, filter)} and started_at < ${checked}) s
      union all select spend_nano from spend_logs where ${unchecked}
      union all select amount_nano from ledger_entries join spend_logs on started_at = request_at
        and spend_logs.request_id = ledger_entries.request_id where ${unchecked}) l`
  return BigInt(sum?.spend_nano ?? 0)
}

/** The same range with the rows of those hours only that can still be cut: retention leaves no rows, only what they came to. */
export async function cuttable(sql: Reader, range: ActivityRange): Promise<ActivityRange> {
  if (range.splitHours.length === 0) return range
  const [closed] = await sql<{ until: Date | null }[]>`select max(until) as until from spend_closings`
  const until = closed?.until?.getTime() ?? 0
  return { ...range, splitHours: range.splitHours.filter((hour) => hour >= until) }
}

/** Rows of hours, and of the log where a midnight cuts an hour in two. */
function used(sql: Reader, range: ActivityRange, filter: ActivityFilter): Fragment {
  const hours = hourly(sql, range, filter)
  return range.splitHours.length === 0 ? hours : sql`${hours} union all ${ofSplitHours(sql, range, filter)}`
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
