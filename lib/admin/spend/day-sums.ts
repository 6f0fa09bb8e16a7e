import { z } from "zod"
import { usdFromNano } from "#lib/core/money"
import { correctedLog, correctedNano } from "#lib/ledger/corrected"
import { TextAnswer } from "../resource"
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

interface PackedDay {
  readonly day: string
  readonly what: "day" | "key" | "user" | "model"
  readonly names: readonly (string | null)[]
  readonly nanos: readonly number[]
}

/** Days of the whole log: from the hourly aggregates when the range is one of whole hours; null when it is not. */
export async function daySumsOfAll(sql: Reader, startMs: number, endMs: number): Promise<TextAnswer | null> {
  if (startMs % HOUR_MS !== 0 || endMs % HOUR_MS !== 0) return null
  const range = sql`hour >= ${new Date(startMs)} and hour < ${new Date(endMs)}`
  const day = sql`(hour at time zone 'UTC')::date`
  const days = await sql<PackedDay[]>`
    with used as materialized (select ${day} as day, api_key, model, spend_nano as nano from usage_hourly where ${range}),
    models as (select day, model, sum(nano)::bigint as nano from used group by 1, 2),
    days as (select day, sum(nano)::bigint as nano from models group by 1),
    people as (
      select ${day} as day, id, sum(spend_nano)::bigint as nano from subject_hourly where kind = 'user' and ${range} group by 1, 2)
    select ${packedDay(sql)} from (
      select day, 'day' as what, null as name, nano from days
      union all select day, 'key', api_key, sum(nano)::bigint from used group by day, api_key
      union all select day, 'model', model, nano from models
      union all select day, 'user', id, nano from people
      union all select day, 'user', '', d.nano - coalesce(p.nano, 0)
        from days d left join (select day, sum(nano)::bigint as nano from people group by 1) p using (day)
        where d.nano <> coalesce(p.nano, 0)
    ) s group by s.day, what order by s.day`
  return answerOf(days)
}

/** Days of the log's rows that meet these conditions. */
export async function daySums(sql: Reader, where: Fragment): Promise<TextAnswer> {
  const days = await sql<PackedDay[]>`
    select ${packedDay(sql)} from (
      select day, coalesce(api_key, user_id, model) as name, sum(nano) as nano,
        case grouping(api_key, user_id, model) when 7 then 'day' when 3 then 'key' when 5 then 'user' else 'model' end as what
      from (
        select (started_at at time zone 'UTC')::date as day, api_key, coalesce(user_id, '') as user_id, model,
          ${correctedNano(sql)} as nano
        from ${correctedLog(sql)} where ${where}) l
      group by grouping sets ((day), (day, api_key), (day, user_id), (day, model))
    ) s group by s.day, what order by s.day`
  return answerOf(days)
}

function packedDay(sql: Reader): Fragment {
  return sql`to_char(day, 'YYYY-MM-DD') as day, what, json_agg(name) as names, json_agg(nano::bigint) as nanos`
}

/** In no order, as fields of an object are. Written here rather than from objects: of a company's keys and users there are more than a hundred thousand fields. */
function answerOf(lists: readonly PackedDay[]): TextAnswer {
  const days = new Map<string, Map<PackedDay["what"], string>>()
  const quoted = new Map<string, string>()
  const quote = (name: string) => {
    const known = quoted.get(name) ?? JSON.stringify(name)
    quoted.set(name, known)
    return known
  }
  for (const { day, what, names, nanos } of lists) {
    const of = days.get(day) ?? new Map<PackedDay["what"], string>()
    days.set(day, of)
    const usd = nanos.map(usdFromNano)
    of.set(what, what === "day" ? `${usd[0]}` : names.map((name, i) => `${quote(name ?? "")}:${usd[i]}`).join())
  }
  const texts = [...days].map(([day, of]) => {
    const [keys = "", users = "", models = ""] = [of.get("key"), of.get("user"), of.get("model")]
    const own = `"startTime":"${day}","spend":${of.get("day") ?? 0},"users":{${users}},"models":{${models}}`
    return keys === "" ? `{${own}}` : `{${keys},${own}}`
  })
  return new TextAnswer(`[${texts.join()}]`, "application/json")
}
