import { z } from "zod"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import { type Reach, reachOf, sumsWithin } from "../reach"
import { keyNames } from "./key-names"
import { type Latency, overviewLatency } from "./overview-latency"
import { OVERVIEW_RANGES, type OverviewWindow, overviewWindow } from "./overview-window"
import { allOf, type Fragment, type Reader, readSnapshot } from "./read"

const TOP = 5
const moment = z.iso.datetime()
const count = z.number()
const ms = z
  .number()
  .nullable()
  .describe("Milliseconds of a successful request, first to last byte; null: there was none")

export const OverviewInput = z.strictObject({
  range: z.enum(OVERVIEW_RANGES).default("24h").describe("24h by hour; 7d and 30d by the viewer's day"),
  timezone: z.coerce
    .number()
    .int()
    .min(-840)
    .max(840)
    .default(0)
    .describe("Minutes the viewer is behind UTC, as JavaScript's getTimezoneOffset gives them"),
})

export const OverviewFigures = z.object({
  spend: z.number().describe("Dollars"),
  requests: count,
  failures: count,
  prompt_tokens: count,
  completion_tokens: count,
  latency_p50_ms: ms,
  latency_p95_ms: ms,
})

const Span = z.object({ start: moment, end: moment, figures: OverviewFigures })
const Ranked = z.object({ spend: z.number(), requests: count, failures: count })

export const Overview = z.object({
  current: Span,
  previous: Span.describe(
    "As long, just before, and cut where this one stands now. Sums are cut at whole hours of UTC",
  ),
  slots: z.array(OverviewFigures.extend({ start: moment })),
  latency_is_sampled: z.boolean().describe("There were too many requests to measure each; money and counts are exact"),
  top_keys: z.array(
    Ranked.extend({ api_key: z.string(), key_alias: z.string().nullable(), key_name: z.string().nullable() }),
  ),
  top_models: z.array(Ranked.extend({ model_group: z.string() })),
  failing_models: z.array(Ranked.extend({ model_group: z.string() })).describe("Most failures first; at least one"),
})

interface Sums {
  readonly requests: number
  readonly failures: number
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly spend_nano: number
}

const NOTHING: Sums = { requests: 0, failures: 0, prompt_tokens: 0, completion_tokens: 0, spend_nano: 0 }
const NO_LATENCY: Latency = { p50Ms: null, p95Ms: null }

/** What the caller's part of the gateway does now, beside what it did before. */
export async function overviewOf(
  ctx: AdminContext,
  { range, timezone }: z.output<typeof OverviewInput>,
): Promise<z.input<typeof Overview>> {
  const window = overviewWindow(range, timezone, ctx.clock.now())
  const reach = reachOf(ctx.caller)
  await ctx.flush()
  return readSnapshot(ctx.db, async (sql) => {
    const slots = await sumsBySlot(sql, window, reach)
    const requests = new Map([...slots].map(([slot, sums]) => [slot, sums.requests - sums.failures]))
    const latency = await overviewLatency(sql, { window, reach }, requests)
    const top = await ranked(sql, window, reach)
    const names = await keyNames(
      sql,
      top.keys.map(({ name }) => name),
    )
    const whole = (wanted: (slot: number) => boolean) =>
      [...slots].filter(([slot]) => wanted(slot)).reduce((all, [, sums]) => plus(all, sums), NOTHING)
    return {
      current: span(
        window.startMs,
        window.endMs,
        figures(
          whole((slot) => slot >= 0),
          latency.current,
        ),
      ),
      previous: span(
        window.previousStartMs,
        window.previousEndMs,
        figures(
          whole((slot) => slot < 0),
          latency.previous,
        ),
      ),
      slots: Array.from({ length: window.slots }, (_, i) => ({
        start: new Date(window.startMs + i * window.slotMs).toISOString(),
        ...figures(slots.get(i) ?? NOTHING, latency.slots[i] ?? NO_LATENCY),
      })),
      latency_is_sampled: latency.sampled,
      top_keys: top.keys.map(({ name, ...sums }) => {
        const known = names.get(name)
        return { api_key: name, key_alias: known?.alias ?? null, key_name: known?.name ?? null, ...rank(sums) }
      }),
      top_models: top.models.map(({ name, ...sums }) => ({ model_group: name, ...rank(sums) })),
      failing_models: top.failing.map(({ name, ...sums }) => ({ model_group: name, ...rank(sums) })),
    }
  })
}

const span = (startMs: number, endMs: number, of: z.input<typeof OverviewFigures>) => ({
  start: new Date(startMs).toISOString(),
  end: new Date(endMs).toISOString(),
  figures: of,
})

function plus(a: Sums, b: Sums): Sums {
  return {
    requests: a.requests + b.requests,
    failures: a.failures + b.failures,
    prompt_tokens: a.prompt_tokens + b.prompt_tokens,
    completion_tokens: a.completion_tokens + b.completion_tokens,
    spend_nano: a.spend_nano + b.spend_nano,
  }
}

function figures({ spend_nano: nano, ...counts }: Sums, { p50Ms, p95Ms }: Latency): z.input<typeof OverviewFigures> {
  return { spend: usdFromNano(nano), ...counts, latency_p50_ms: p50Ms, latency_p95_ms: p95Ms }
}

const rank = ({ spend_nano: nano, requests, failures }: Sums) => ({ spend: usdFromNano(nano), requests, failures })

/** As doubles: exact to nine million dollars, and the driver gives bigints as text. */
function summed(sql: Reader): Fragment {
  return sql`sum(requests)::float8 as requests, sum(failures)::float8 as failures, sum(prompt_tokens)::float8 as prompt_tokens,
    sum(completion_tokens)::float8 as completion_tokens, sum(spend_nano)::float8 as spend_nano`
}

/** Sums by slot; those of the stretch before have negative numbers. */
async function sumsBySlot(sql: Reader, window: OverviewWindow, reach: Reach | null): Promise<Map<number, Sums>> {
  const within = allOf(sql, [
    sql`hour >= ${new Date(window.previousStartMs)}`,
    sql`(hour < ${new Date(window.previousEndMs)} or hour >= ${new Date(window.startMs)})`,
    ...sumsWithin(sql, reach),
  ])
  const rows = await sql<(Sums & { slot: number })[]>`
    select floor(extract(epoch from hour - ${new Date(window.startMs)}::timestamptz) / ${window.slotMs / 1000})::int as slot,
      ${summed(sql)}
    from usage_hourly where ${within} group by 1`
  return new Map(rows.map(({ slot, ...sums }) => [slot, sums]))
}

/** The keys and models most was spent on, and the models that failed most. */
async function ranked(sql: Reader, window: OverviewWindow, reach: Reach | null) {
  const within = allOf(sql, [sql`hour >= ${new Date(window.startMs)}`, ...sumsWithin(sql, reach)])
  const largest = (column: "api_key" | "model_group") => sql<(Sums & { name: string })[]>`
    select ${sql(column)} as name, ${summed(sql)} from usage_hourly where ${within}
    group by 1 order by sum(spend_nano) desc, sum(requests) desc, 1 limit ${TOP}`
  const failing = sql<(Sums & { name: string })[]>`
    select model_group as name, ${summed(sql)} from usage_hourly where ${within}
    group by 1 having sum(failures) > 0 order by sum(failures) desc, 1 limit ${TOP}`
  return {
    keys: [...(await largest("api_key"))],
    models: [...(await largest("model_group"))],
    failing: [...(await failing)],
  }
}
