import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import { activityRange } from "./activity-range"
import { Metrics } from "./activity-report"
import { calendarDate } from "./dates"
import { readSnapshot } from "./read"

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

const Named = z.object({ metrics: Metrics, metadata: z.object({ alias: z.string().nullable() }) })

/** What was used by whom, by day, in LiteLLM's shape. */
export const SubjectActivity = z.object({
  results: z.array(
    z.object({
      date: z.string(),
      metrics: Metrics,
      breakdown: z.object({
        entities: z.record(z.string(), Named),
        model_groups: z.record(z.string(), z.object({ metrics: Metrics })),
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

interface Sum {
  readonly day: string
  readonly id: string | null
  readonly model_group: string | null
  readonly alias: string | null
  readonly requests: string
  readonly failures: string
  readonly prompt_tokens: string
  readonly completion_tokens: string
  readonly spend_nano: string
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
  const sums = await readSnapshot(
    ctx.db,
    (sql) => sql<Sum[]>`
      with used as materialized (
        select (hour at time zone 'UTC' - make_interval(mins => ${range.offsetMinutes}::int))::date as day, id, model_group,
          requests, failures, prompt_tokens, completion_tokens, spend_nano
        from subject_hourly
        where kind = ${kind} and hour >= ${new Date(range.startMs)} and hour < ${new Date(range.endMs)}
          and (${ids}::text[] is null or id = any(${ids}::text[]))
          and (${input.model ?? null}::text is null or model_group = ${input.model ?? null})
      ), largest as materialized (
        select id, (select alias from accounts a where a.kind = ${kind} and a.id = l.id) as alias from (
          select id from used group by id order by sum(spend_nano) desc, id limit ${MAX_NAMED}) l
      ), sums as (
        select day, id, model_group, sum(requests) as requests, sum(failures) as failures, sum(prompt_tokens) as prompt_tokens,
          sum(completion_tokens) as completion_tokens, sum(spend_nano) as spend_nano
        from used group by grouping sets ((day), (day, id), (day, model_group))
      )
      select to_char(day, 'YYYY-MM-DD') as day, sums.id, model_group, alias, requests::text, failures::text, prompt_tokens::text,
        completion_tokens::text, spend_nano::text
      from sums left join largest using (id) where sums.id is null or largest.id is not null
      order by sums.day desc, sums.spend_nano desc`,
  )
  return reportOf(sums)
}

function reportOf(sums: readonly Sum[]): z.output<typeof SubjectActivity> {
  type Day = z.output<typeof SubjectActivity>["results"][number]
  const days = new Map<
    string,
    { metrics: Day["metrics"]; entities: Map<string, unknown>; groups: Map<string, unknown> }
  >()
  let spendNano = 0n
  let tokens = 0
  let requests = 0
  for (const sum of sums) {
    const metrics = metricsOf(sum)
    const day = days.get(sum.day) ?? { metrics, entities: new Map(), groups: new Map() }
    days.set(sum.day, day)
    if (sum.id !== null) day.entities.set(sum.id, { metrics, metadata: { alias: sum.alias } })
    else if (sum.model_group !== null) day.groups.set(sum.model_group, { metrics })
    else {
      day.metrics = metrics
      spendNano += BigInt(sum.spend_nano)
      tokens += metrics.total_tokens
      requests += metrics.api_requests
    }
  }
  const results = [...days].map(([date, day]) => ({
    date,
    metrics: day.metrics,
    breakdown: { entities: Object.fromEntries(day.entities), model_groups: Object.fromEntries(day.groups) },
  }))
  const page = { page: 1, total_pages: 1, has_more: false }
  const total_spend = usdFromNano(Number(spendNano))
  return {
    results: results as Day[],
    metadata: { total_spend, total_tokens: tokens, total_api_requests: requests, ...page },
  }
}

function metricsOf(sum: Sum): z.output<typeof Metrics> {
  const requests = Number(sum.requests)
  const failures = Number(sum.failures)
  const prompt = Number(sum.prompt_tokens)
  const completion = Number(sum.completion_tokens)
  return {
    spend: usdFromNano(Number(sum.spend_nano)),
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    api_requests: requests,
    successful_requests: requests - failures,
    failed_requests: failures,
  }
}
