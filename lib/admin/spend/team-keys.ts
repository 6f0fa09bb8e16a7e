import { z } from "zod"
import { correctionOf } from "#lib/ledger/corrected"
import type { ActivityRange } from "./activity-range"
import { Metrics, metricsOf } from "./activity-report"
import { keyNames } from "./key-names"
import type { Amounts } from "./packed"
import type { Reader } from "./read"

/** So many keys are named, those that spent most; the sums of teams have all of them. */
const MAX_KEYS = 500

/** Keys by hash, with what each used. */
export const KeysUsed = z.record(
  z.string(),
  z.object({ metrics: Metrics, metadata: z.object({ key_alias: z.string().nullable(), team_id: z.string() }) }),
)
export type KeysUsed = z.output<typeof KeysUsed>

interface Row {
  day: string
  team_id: string
  api_key: string
  requests: number
  failures: number
  prompt_tokens: string
  completion_tokens: string
  spend_nano: string
}

interface Asked {
  readonly ids: readonly string[]
  readonly model: string | null
  readonly range: ActivityRange
}

/**
 * What keys used of these teams, by day and team: from the request log, which knows the team a key belonged to then. Rows that
 * retention took away are not in it.
 */
export async function teamKeys(sql: Reader, { ids, model, range }: Asked): Promise<Map<string, Map<string, KeysUsed>>> {
  const rows = await sql<Row[]>`
    with used as (
      select to_char(started_at at time zone 'UTC' - make_interval(mins => ${range.offsetMinutes}::int), 'YYYY-MM-DD') as day,
        team_id, api_key, status, prompt_tokens, completion_tokens, spend_nano + coalesce(${correctionOf(sql)}, 0) as spend_nano
      from spend_logs
      where team_id = any(${[...ids]}::text[]) and started_at >= ${new Date(range.startMs)}
        and started_at < ${new Date(range.endMs)} and (${model}::text is null or model_group = ${model})
    ), largest as (
      select api_key from used group by 1 order by sum(spend_nano) desc, api_key limit ${MAX_KEYS}
    )
    select day, team_id, api_key, count(*)::int as requests, count(*) filter (where status = 'failure')::int as failures,
      sum(prompt_tokens)::text as prompt_tokens, sum(completion_tokens)::text as completion_tokens,
      sum(spend_nano)::text as spend_nano
    from used where api_key in (select api_key from largest) group by 1, 2, 3 order by sum(spend_nano) desc, 3`
  const names = await keyNames(
    sql,
    rows.map((row) => row.api_key),
  )
  const days = new Map<string, Map<string, KeysUsed>>()
  for (const row of rows) {
    const teams = days.get(row.day) ?? new Map<string, KeysUsed>()
    days.set(row.day, teams)
    const keys = teams.get(row.team_id) ?? {}
    teams.set(row.team_id, keys)
    const metadata = { key_alias: names.get(row.api_key)?.alias ?? null, team_id: row.team_id }
    keys[row.api_key] = { metrics: metricsOf(amountsOf(row)), metadata }
  }
  return days
}

function amountsOf(row: Row): Amounts {
  return {
    requests: row.requests,
    failures: row.failures,
    promptTokens: Number(row.prompt_tokens),
    completionTokens: Number(row.completion_tokens),
    spendNano: Number(row.spend_nano),
  }
}
