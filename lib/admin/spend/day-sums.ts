import { z } from "zod"
import { usdFromNano } from "#lib/core/money"
import { correctedLog, correctedNano } from "#lib/ledger/corrected"
import type { Fragment, Reader } from "./read"

const HOUR_MS = 3_600_000

/** A day of the log as LiteLLM's older clients read it: keys are fields of their own. */
export const DaySum = z
  .object({
    startTime: z.string().describe("The day, UTC"),
    spend: z.number(),
    users: z.record(z.string(), z.number()),
    models: z.record(z.string(), z.number()),
  })
  .catchall(z.unknown())
type Day = z.input<typeof DaySum>

interface Sum {
  readonly day: string
  readonly what: "day" | "key" | "user" | "model"
  readonly name: string | null
  readonly spend_nano: string
}

/** Days of the whole log: from the hourly aggregates when the range is one of whole hours; null when it is not. */
export async function daySumsOfAll(sql: Reader, startMs: number, endMs: number): Promise<Day[] | null> {
  if (startMs % HOUR_MS !== 0 || endMs % HOUR_MS !== 0) return null
  const range = sql`hour >= ${new Date(startMs)} and hour < ${new Date(endMs)}`
  const day = sql`(hour at time zone 'UTC')::date`
  const sums = await sql<Sum[]>`
    with used as (
      select day, api_key, model, sum(nano) as nano from (
        select ${day} as day, api_key, model, spend_nano as nano from usage_hourly where ${range}) u group by 1, 2, 3
    ), people as (
      select ${day} as day, id, sum(spend_nano) as nano from subject_hourly where kind = 'user' and ${range} group by 1, 2
    ), days as (select day, sum(nano) as nano from used group by 1)
    select to_char(day, 'YYYY-MM-DD') as day, what, name, nano::text as spend_nano from (
      select day, 'day' as what, null as name, nano from days
      union all select day, 'key', api_key, sum(nano) from used group by day, api_key
      union all select day, 'model', model, sum(nano) from used group by day, model
      union all select day, 'user', id, nano from people
      union all select day, 'user', '', d.nano - coalesce(p.nano, 0)
        from days d left join (select day, sum(nano) as nano from people group by 1) p using (day)
        where d.nano <> coalesce(p.nano, 0)
    ) s order by s.day, nano desc`
  return daysOf(sums)
}

/** Days of the log's rows that meet these conditions. */
export async function daySums(sql: Reader, where: Fragment): Promise<Day[]> {
  const sums = await sql<Sum[]>`
    select to_char(day, 'YYYY-MM-DD') as day, coalesce(api_key, user_id, model) as name, sum(nano)::text as spend_nano,
      case grouping(api_key, user_id, model) when 7 then 'day' when 3 then 'key' when 5 then 'user' else 'model' end as what
    from (
      select (started_at at time zone 'UTC')::date as day, api_key, coalesce(user_id, '') as user_id, model,
        ${correctedNano(sql)} as nano
      from ${correctedLog(sql)} where ${where}) l
    group by grouping sets ((day), (day, api_key), (day, user_id), (day, model)) order by l.day, sum(nano) desc`
  return daysOf(sums)
}

function daysOf(sums: readonly Sum[]): Day[] {
  const days = new Map<string, { spend: number; key: Names; user: Names; model: Names }>()
  for (const { day, what, name, spend_nano } of sums) {
    const of = days.get(day) ?? { spend: 0, key: [], user: [], model: [] }
    days.set(day, of)
    const spend = usdFromNano(Number(spend_nano))
    if (what === "day") of.spend = spend
    else of[what].push([name ?? "", spend])
  }
  return [...days].map(([startTime, { spend, key, user, model }]) => ({
    ...Object.fromEntries(key),
    startTime,
    spend,
    users: Object.fromEntries(user),
    models: Object.fromEntries(model),
  }))
}

type Names = [name: string, spend: number][]
