import type { AdminContext } from "../context"
import { type Amounts, amountsAt, type Packed, packed, summed } from "./packed"
import { type Fragment, type Reader, readSnapshot } from "./read"

/** By whom or what a report can be grouped. */
export const GROUPS = ["team", "customer", "api_key", "model", "user", "tag", "organization", "provider"] as const
export type Group = (typeof GROUPS)[number]

/** A report names at most this many, the largest spenders. */
export const MAX_NAMED = 1000

/** What was used on one day, by one of the group, of one model. */
export interface ReportSum extends Amounts {
  /** YYYY-MM-DD, UTC; null when the report is not by day. */
  readonly day: string | null
  /** Empty for what has none: requests no provider was reached for. */
  readonly name: string
  readonly alias: string | null
  readonly model: string
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

interface PackedDay extends Packed {
  readonly day: string | null
  readonly names: readonly string[]
  readonly models: readonly string[]
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
  const [aliases, days] = await readSnapshot(ctx.db, async (sql) => {
    const days = await packedDays(sql, ask)
    return [await aliasesOf(sql, ask.group, [...new Set(days.flatMap(({ names }) => names))]), days]
  })
  return days.flatMap((lists) =>
    lists.names.map((name, i) => ({
      day: lists.day,
      name,
      alias: aliases.get(name) ?? null,
      model: lists.models[i] ?? "",
      ...amountsAt(lists, i),
    })),
  )
}

async function packedDays(sql: Reader, ask: ReportAsk): Promise<PackedDay[]> {
  return sql<PackedDay[]>`
    with sums as materialized (${sumsOfAll(sql, ask)}),
    largest as (select name from sums group by name order by sum(spend_nano) desc, name limit ${MAX_NAMED})
    select to_char(day, 'YYYY-MM-DD') as day, json_agg(name) as names, json_agg(model) as models, ${packed(sql)}
    from (select * from sums where name in (select name from largest) order by day desc, spend_nano desc, name, model) s
    group by s.day order by s.day desc`
}

function sumsOfAll(sql: Reader, { group, startMs, endMs, names, byDay, byModel = true }: ReportAsk): Fragment {
  const day = byDay ? sql`(hour at time zone 'UTC')::date` : sql`null::date`
  const range = sql`hour >= ${new Date(startMs)} and hour < ${new Date(endMs)}`
  const only = (column: Fragment) => (names === undefined ? sql`true` : sql`${column} = any(${[...names]}::text[])`)
  if (group === "api_key" || group === "model" || group === "provider") {
    const { name, model } = COLUMNS[group]
    return sql`select ${day} as day, ${sql(name)} as name, ${byModel ? sql(model) : sql`''`} as model, ${summed(sql)}
      from usage_hourly where ${range} and ${only(sql`${sql(name)}`)} group by 1, 2, 3`
  }
  return sql`select ${day} as day, id as name, ${byModel ? sql`model_group` : sql`''`} as model, ${summed(sql)}
    from subject_hourly where kind = ${group} and ${range} and ${only(sql`id`)} group by 1, 2, 3`
}

/** What they are called, those that have a name of their own. */
async function aliasesOf(sql: Reader, group: Group, names: readonly string[]): Promise<Map<string, string | null>> {
  if (group === "model" || group === "provider") return new Map()
  const rows = await sql<{ name: string; alias: string | null }[]>`${
    group === "api_key"
      ? sql`select token as name, coalesce(key_alias, key_name) as alias from keys where token = any(${[...names]}::text[])`
      : sql`select id as name, alias from accounts where kind = ${group} and id = any(${[...names]}::text[])`
  }`
  return new Map(rows.map(({ name, alias }) => [name, alias]))
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
