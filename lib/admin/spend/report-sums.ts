import type { AdminContext } from "../context"
import { type Fragment, type Reader, readSnapshot } from "./read"

/** By whom or what a report can be grouped. */
export const GROUPS = ["team", "customer", "api_key", "model", "user", "tag", "organization", "provider"] as const
export type Group = (typeof GROUPS)[number]

/** A report names at most this many, the largest spenders. */
export const MAX_NAMED = 1000

/** What was used on one day, by one of the group, of one model. */
export interface ReportSum {
  /** YYYY-MM-DD, UTC; null when the report is not by day. */
  readonly day: string | null
  /** Empty for what has none: requests no provider was reached for. */
  readonly name: string
  readonly alias: string | null
  readonly model: string
  readonly requests: number
  readonly failures: number
  readonly promptTokens: number
  readonly completionTokens: number
  readonly spendNano: number
}

export interface ReportAsk {
  readonly group: Group
  /** Milliseconds; the first moment, and the first after the last. */
  readonly startMs: number
  readonly endMs: number
  readonly byDay: boolean
  /** False: the models are summed over, `model` is empty. Default true. */
  readonly byModel?: boolean
  /** Only these; absent: all. */
  readonly names?: readonly string[] | undefined
}

interface Stored {
  readonly day: string | null
  readonly name: string
  readonly alias: string | null
  readonly model: string
  readonly requests: string
  readonly failures: string
  readonly prompt_tokens: string
  readonly completion_tokens: string
  readonly spend_nano: string
}

/** Columns of the hourly aggregate by key, and the model that is told beside each. */
const COLUMNS = {
  api_key: { name: "api_key", model: "model_group" },
  model: { name: "model_group", model: "model" },
  provider: { name: "provider", model: "model" },
} as const

/** Sums from the hourly aggregates, the largest first; days are UTC. Nothing is read from the log. */
export async function reportSums(ctx: AdminContext, ask: ReportAsk): Promise<ReportSum[]> {
  await ctx.flush()
  const rows = await readSnapshot(
    ctx.db,
    (sql) => sql<Stored[]>`
      with used as materialized (${used(sql, ask)}),
      largest as materialized (
        select name, ${aliasOf(sql, ask.group)} as alias from (
          select name from used group by name order by sum(spend_nano) desc, name limit ${MAX_NAMED}) l),
      sums as (
        select ${ask.byDay ? sql`(hour at time zone 'UTC')::date` : sql`null::date`} as day, name,
          ${ask.byModel === false ? sql`''` : sql`model`} as model, sum(requests) as requests, sum(failures) as failures,
          sum(prompt_tokens) as prompt_tokens, sum(completion_tokens) as completion_tokens, sum(spend_nano) as spend_nano
        from used group by 1, 2, 3)
      select to_char(day, 'YYYY-MM-DD') as day, name, model, alias, requests::text, failures::text, prompt_tokens::text,
        completion_tokens::text, spend_nano::text
      from sums join largest using (name) order by sums.day desc, sums.spend_nano desc, name, model`,
  )
  return rows.map((row) => ({
    day: row.day,
    name: row.name,
    alias: row.alias,
    model: row.model,
    requests: Number(row.requests),
    failures: Number(row.failures),
    promptTokens: Number(row.prompt_tokens),
    completionTokens: Number(row.completion_tokens),
    spendNano: Number(row.spend_nano),
  }))
}

function used(sql: Reader, { group, startMs, endMs, names }: ReportAsk): Fragment {
  const sums = sql`hour, requests, failures, prompt_tokens, completion_tokens, spend_nano`
  const range = sql`hour >= ${new Date(startMs)} and hour < ${new Date(endMs)}`
  const only = (column: Fragment) => (names === undefined ? sql`true` : sql`${column} = any(${[...names]}::text[])`)
  if (group === "api_key" || group === "model" || group === "provider") {
    const { name, model } = COLUMNS[group]
    return sql`select ${sql(name)} as name, ${sql(model)} as model, ${sums} from usage_hourly
      where ${range} and ${only(sql`${sql(name)}`)}`
  }
  return sql`select id as name, model_group as model, ${sums} from subject_hourly
    where kind = ${group} and ${range} and ${only(sql`id`)}`
}

function aliasOf(sql: Reader, group: Group): Fragment {
  if (group === "model" || group === "provider") return sql`null::text`
  if (group === "api_key") return sql`(select coalesce(k.key_alias, k.key_name) from keys k where k.token = name)`
  return sql`(select a.alias from accounts a where a.kind = ${group} and a.id = name)`
}

/** Sums of the same name added up, the largest spender first. */
export function byName(sums: readonly ReportSum[]): Omit<ReportSum, "day" | "model">[] {
  const out = new Map<string, Omit<ReportSum, "day" | "model">>()
  for (const { name, alias, ...sum } of sums) {
    const before = out.get(name)
    out.set(name, {
      name,
      alias,
      requests: sum.requests + (before?.requests ?? 0),
      failures: sum.failures + (before?.failures ?? 0),
      promptTokens: sum.promptTokens + (before?.promptTokens ?? 0),
      completionTokens: sum.completionTokens + (before?.completionTokens ?? 0),
      spendNano: sum.spendNano + (before?.spendNano ?? 0),
    })
  }
  return [...out.values()].sort((a, b) => b.spendNano - a.spendNano)
}
