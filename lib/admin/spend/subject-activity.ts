import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import { type ActivityRange, activityRange } from "./activity-range"
import { Metrics, metricsOf, NOTHING } from "./activity-report"
import { calendarDate } from "./dates"
import { amountsAt, type Packed, packed, summed } from "./packed"
import { type Reader, readSnapshot } from "./read"
import { KeysUsed, teamKeys } from "./team-keys"

export type SubjectKind = "team" | "user" | "organization" | "customer" | "tag"

const MAX_DAYS = 400
const DAY_MS = 86_400_000
/** A report names at most this many; its sums have all of them. */
const MAX_NAMED = 1000

export const SubjectRange = z.strictObject({
  start_date: calendarDate.describe("First day, in the viewer's zone"),
  end_date: calendarDate.describe("Last day, in the viewer's zone"),
  timezone: z.coerce.number().int().min(-840).max(840).default(0).describe("Minutes the viewer is behind UTC"),
  ids: z.string().max(10_000).optional().describe("Only these, separated by commas"),
  model: z.string().max(255).optional(),
  page: z.coerce.number().int().min(1).optional().describe("Accepted: all days are on one page"),
  page_size: z.coerce.number().int().min(1).optional().describe("Accepted: all days are on one page"),
})

const Named = z.object({
  metrics: Metrics,
  metadata: z.object({ alias: z.string().nullable() }),
  api_key_breakdown: KeysUsed.optional().describe("Of teams that were asked for by id: their keys"),
})

/** What was used by whom, by day, in LiteLLM's shape. */
export const SubjectActivity = z.object({
  results: z.array(
    z.object({
      date: z.string(),
      metrics: Metrics,
      breakdown: z.object({
        entities: z.record(z.string(), Named),
        model_groups: z.record(z.string(), z.object({ metrics: Metrics })),
        api_keys: KeysUsed.optional().describe("The same keys, of all those teams"),
      }),
    }),
  ),
  metadata: z.object({
    total_spend: z.number(),
    total_tokens: z.number(),
    total_api_requests: z.number(),
    page: z.number(),
    total_pages: z.number(),
    has_more: z.boolean(),
  }),
})

interface PackedDay extends Packed {
  readonly day: string
  readonly what: "day" | "id" | "model_group"
  readonly names: readonly (string | null)[]
}

/**
 * Spend, tokens and requests by day, and in each day by team (or user, customer …) and model group, from the hourly aggregates.
 * Days are cut at the zone's whole hours: a zone off by half an hour counts that half to the day before.
 */
export async function subjectActivity(
  ctx: AdminContext,
  kind: SubjectKind,
  input: z.output<typeof SubjectRange>,
): Promise<z.output<typeof SubjectActivity>> {
  const { start_date: start, end_date: end } = input
  if (end < start)
    throw new GatewayError("invalid_request", "end_date is before start_date. Swap them.", { param: "end_date" })
  if (end - start >= MAX_DAYS * DAY_MS)
    throw new GatewayError("invalid_request", `A report covers at most ${MAX_DAYS} days. Ask for fewer.`, {
      param: "start_date",
    })
  const range = activityRange(start, end, input.timezone)
  const ids = input.ids?.split(",").map((id) => id.trim()) ?? null
  await ctx.flush()
  const { days, aliases, keys } = await readSnapshot(ctx.db, async (sql) => {
    const days = await packedDays(sql, kind, { ids, model: input.model ?? null, range })
    const names = new Set(days.flatMap(({ what, names }) => (what === "id" ? names : [])))
    const rows = await sql<{ id: string; alias: string | null }[]>`
      select id, alias from accounts where kind = ${kind} and id = any(${[...names]}::text[])`
    const keys =
      kind === "team" && ids !== null ? await teamKeys(sql, { ids, model: input.model ?? null, range }) : null
    return { days, aliases: new Map(rows.map(({ id, alias }) => [id, alias])), keys }
  })
  const report = reportOf(days, aliases)
  if (keys !== null) for (const day of report.results) addKeys(day, keys.get(day.date) ?? new Map())
  return report
}

function addKeys({ breakdown }: Day, teams: ReadonlyMap<string, KeysUsed>): void {
  breakdown.api_keys = Object.assign({}, ...teams.values())
  for (const [team, keys] of teams) {
    const entity = breakdown.entities[team]
    if (entity !== undefined) entity.api_key_breakdown = keys
  }
}

interface Wanted {
  readonly ids: readonly string[] | null
  readonly model: string | null
  readonly range: ActivityRange
}

async function packedDays(sql: Reader, kind: SubjectKind, { ids, model, range }: Wanted): Promise<PackedDay[]> {
  return sql<PackedDay[]>`
    with used as materialized (
      select (hour at time zone 'UTC' - make_interval(mins => ${range.offsetMinutes}::int))::date as day, id, model_group,
        requests, failures, prompt_tokens, completion_tokens, spend_nano
      from subject_hourly
      where kind = ${kind} and hour >= ${new Date(range.startMs)} and hour < ${new Date(range.endMs)}
        and (${ids}::text[] is null or id = any(${ids}::text[])) and (${model}::text is null or model_group = ${model})
    ), largest as (
      select id from used group by id order by sum(spend_nano) desc, id limit ${MAX_NAMED}
    ), grouped as (
      select day, model_group, ${summed(sql)} from used group by 1, 2
    ), sums as (
      select day, case grouping(model_group) when 1 then 'day' else 'model_group' end as what, model_group as name, ${summed(sql)}
        from grouped group by grouping sets ((day), (day, model_group))
      union all
      select day, 'id', id, ${summed(sql)} from used where id in (select id from largest) group by day, id
    )
    select to_char(day, 'YYYY-MM-DD') as day, what, json_agg(name) as names, ${packed(sql)}
    from (select * from sums order by day desc, spend_nano desc, name) s group by s.day, what order by s.day desc`
}

type Report = z.output<typeof SubjectActivity>
type Day = Report["results"][number]

function reportOf(lists: readonly PackedDay[], aliases: ReadonlyMap<string, string | null>): Report {
  const days = new Map<string, Day>()
  const total = { spendNano: 0, tokens: 0, requests: 0 }
  for (const list of lists) {
    const { day: date, what } = list
    const day = days.get(date) ?? { date, metrics: metricsOf(NOTHING), breakdown: { entities: {}, model_groups: {} } }
    days.set(date, day)
    for (const [i, name] of list.names.entries()) {
      const amounts = amountsAt(list, i)
      const metrics = metricsOf(amounts)
      if (what === "model_group") day.breakdown.model_groups[name ?? ""] = { metrics }
      else if (what === "id") {
        day.breakdown.entities[name ?? ""] = { metrics, metadata: { alias: aliases.get(name ?? "") ?? null } }
      } else {
        day.metrics = metrics
        total.spendNano += amounts.spendNano
        total.tokens += metrics.total_tokens
        total.requests += amounts.requests
      }
    }
  }
  return {
    results: [...days.values()],
    metadata: {
      total_spend: usdFromNano(total.spendNano),
      total_tokens: total.tokens,
      total_api_requests: total.requests,
      page: 1,
      total_pages: 1,
      has_more: false,
    },
  }
}
