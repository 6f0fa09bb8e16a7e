import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { beyondReach, type Reach, reachOf, sumsWithin } from "../reach"
import { type ActivityRange, activityRange } from "./activity-range"
import { Metrics, metricsOf } from "./activity-report"
import { calendarDate } from "./dates"
import { keyNames } from "./key-names"
import { amountsAt, type Packed, packed, summed } from "./packed"
import { allOf, type Fragment, type Reader, readSnapshot } from "./read"

const DAY_MS = 86_400_000
const MAX_DAYS = { day: 400, hour: 14 }
/** A report names at most this many, the largest spenders; its sums have all of them. */
const MAX_NAMED = 200

const COLUMNS = { model: "model_group", key: "api_key", provider: "provider" } as const
const SUBJECTS = ["team", "user", "organization", "customer", "tag"] as const
type Subject = (typeof SUBJECTS)[number]

export const seriesRange = {
  start_date: calendarDate.describe("First day, in the viewer's zone"),
  end_date: calendarDate.describe("Last day, in the viewer's zone"),
  timezone: z.coerce.number().int().min(-840).max(840).default(0).describe("Minutes the viewer is behind UTC"),
  granularity: z.enum(["day", "hour"]).default("day").describe(`By hour at most ${MAX_DAYS.hour} days`),
}

export const SeriesInput = z.strictObject({
  ...seriesRange,
  group_by: z.enum(["model", "key", "provider", ...SUBJECTS]).default("model"),
})

export const slotText = z
  .string()
  .describe("2026-11-30, or 2026-11-30T14:00 by hour, in the viewer's zone; without use left out")
const Named = z.object({ metrics: Metrics, metadata: z.object({ alias: z.string().nullable() }) })

export const Series = z.object({
  results: z.array(
    z.object({
      date: slotText,
      metrics: Metrics.describe("Of all requests, also of those that belong to none of the group"),
      breakdown: z.object({
        entities: z.record(z.string(), Named).describe("A request with two tags is in both"),
      }),
    }),
  ),
  metadata: z.object({ group_by: z.string(), granularity: z.string() }),
})

type Asked = z.output<typeof SeriesInput>

/** The days as moments. Throws `invalid_request` unless they are in order and not too many. */
export function askedRange({
  start_date: start,
  end_date: end,
  timezone,
  granularity,
}: Omit<Asked, "group_by">): ActivityRange {
  if (end < start)
    throw new GatewayError("invalid_request", "end_date is before start_date. Swap them.", { param: "end_date" })
  const most = MAX_DAYS[granularity]
  if (end - start >= most * DAY_MS) {
    const say = `By ${granularity}, a report covers at most ${most} days. Ask for fewer.`
    throw new GatewayError("invalid_request", say, { param: "start_date" })
  }
  return activityRange(start, end, timezone)
}

/**
 * What was used by day or hour, in all and by whom or what, from the hourly aggregates: a zone off by half an hour counts that half to
 * the slot before. Throws 403 for a group the caller sees nothing of.
 */
export async function usageSeries(ctx: AdminContext, input: Asked): Promise<z.output<typeof Series>> {
  const range = askedRange(input)
  const reach = reachOf(ctx.caller)
  const within = reach === null ? null : withinReach(reach, input.group_by)
  await ctx.flush()
  return readSnapshot(ctx.db, async (sql) => {
    const at = slotOf(sql, "hour", { range, granularity: input.granularity })
    const whole = await sql<PackedSlot[]>`
      with sums as (select ${at} as slot, ${summed(sql)} from usage_hourly
        where ${inRange(sql, range)} and ${allOf(sql, sumsWithin(sql, reach))} group by 1)
      select slot, json_agg(null::text) as names, ${packed(sql)} from sums group by sums.slot order by sums.slot desc`
    const parts = await sql<PackedSlot[]>`
      with used as materialized (${source(sql, input, { range, reach, within })}),
      largest as (select name from used group by 1 order by sum(spend_nano) desc, sum(requests) desc, 1 limit ${MAX_NAMED}),
      sums as (
        select ${at} as slot, name, ${summed(sql)} from used where name in (select name from largest) group by 1, 2)
      select slot, json_agg(name) as names, ${packed(sql)} from sums group by sums.slot`
    const aliases = await aliasesOf(sql, input.group_by, parts)
    const bySlot = new Map(parts.map((part) => [part.slot, part]))
    const results = whole.map((sums) => ({
      date: sums.slot,
      metrics: metricsOf(amountsAt(sums, 0)),
      breakdown: { entities: entitiesOf(bySlot.get(sums.slot), aliases) },
    }))
    return { results, metadata: { group_by: input.group_by, granularity: input.granularity } }
  })
}

interface PackedSlot extends Packed {
  readonly slot: string
  readonly names: readonly (string | null)[]
}

function entitiesOf(part: PackedSlot | undefined, aliases: ReadonlyMap<string, string | null>) {
  if (part === undefined) return {}
  const named = part.names.map((name, i) => {
    const metadata = { alias: aliases.get(name ?? "") ?? null }
    return [name ?? "", { metrics: metricsOf(amountsAt(part, i)), metadata }] as const
  })
  return Object.fromEntries(named)
}

interface Limits {
  readonly range: ActivityRange
  readonly reach: Reach | null
  /** Ids a limited caller sees; null sees all. */
  readonly within: readonly string[] | null
}

/** Hours with the name they are grouped by. */
function source(sql: Reader, { group_by: group }: Asked, { range, reach, within }: Limits): Fragment {
  const columns = sql`hour, requests, failures, prompt_tokens, completion_tokens, spend_nano`
  if (group === "model" || group === "key" || group === "provider")
    return sql`select ${sql(COLUMNS[group])} as name, ${columns} from usage_hourly
      where ${inRange(sql, range)} and ${allOf(sql, sumsWithin(sql, reach))}`
  return sql`select id as name, ${columns} from subject_hourly
    where kind = ${group} and ${inRange(sql, range)} and (${within}::text[] is null or id = any(${within}::text[]))`
}

/** Which of them a limited caller sees; null for groups that are narrowed by key. */
function withinReach(reach: Reach, group: Asked["group_by"]): readonly string[] | null {
  switch (group) {
    case "model":
    case "key":
    case "provider":
      return null
    case "team":
      return [...reach.adminTeams]
    case "organization":
      return [...reach.adminOrganizations]
    case "user":
      return reach.userId === null ? [] : [reach.userId]
    case "customer":
    case "tag":
      throw beyondReach(`Sums by ${group} are over everybody's requests. Group by model, key or provider.`, "group_by")
  }
}

async function aliasesOf(
  sql: Reader,
  group: Asked["group_by"],
  parts: readonly PackedSlot[],
): Promise<Map<string, string | null>> {
  const ids = [...new Set(parts.flatMap(({ names }) => names.map((name) => name ?? "")))]
  if (group === "key") {
    const known = await keyNames(sql, ids)
    return new Map([...known].map(([token, { alias, name }]) => [token, alias ?? name]))
  }
  if (!SUBJECTS.includes(group as Subject)) return new Map()
  const rows = await sql<{ id: string; alias: string | null }[]>`
    select id, coalesce(alias, profile ->> 'user_email') as alias from accounts
    where kind = ${group} and id = any(${ids}::text[])`
  return new Map(rows.map(({ id, alias }) => [id, alias]))
}

function inRange(sql: Reader, { startMs, endMs }: ActivityRange): Fragment {
  return sql`hour >= ${new Date(startMs)} and hour < ${new Date(endMs)}`
}

interface Slots {
  readonly range: ActivityRange
  readonly granularity: Asked["granularity"]
}

/** The slot of a moment, in the viewer's zone, as text. */
export function slotOf(sql: Reader, column: "hour" | "started_at", { range, granularity }: Slots): Fragment {
  const local = sql`(${sql(column)} at time zone 'UTC' - make_interval(mins => ${range.offsetMinutes}::int))`
  return granularity === "day"
    ? sql`to_char(${local}, 'YYYY-MM-DD')`
    : sql`to_char(date_trunc('hour', ${local}), 'YYYY-MM-DD"T"HH24:00')`
}
