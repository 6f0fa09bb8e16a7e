import type { Reach } from "../reach"
import type { OverviewWindow } from "./overview-window"
import { percentile, type Weighed } from "./percentile"
import { allOf, type Reader } from "./read"

/** So many requests are measured at most over both stretches, evenly over time: more would cost more than they tell. */
const MOST_ROWS = 24_000
/** Of each key of a caller who sees only some keys. */
const ROWS_A_KEY = 500
/** Slots are divided so that a sample of a day is not all from its last minutes. */
const PARTS_A_DAY = 4
const DAY_MS = 86_400_000

export interface Latency {
  readonly p50Ms: number | null
  readonly p95Ms: number | null
}

export interface OverviewLatency {
  readonly current: Latency
  readonly previous: Latency
  readonly slots: readonly Latency[]
  /** Not every request was measured. */
  readonly sampled: boolean
}

interface Sample {
  readonly slot: number
  readonly durations: readonly number[]
  /** There may be more than were taken. */
  readonly full: boolean
}

/**
 * How long successful requests took from first to last byte, in the slots of a window and in both stretches as a whole. A slot counts
 * by its requests (`requests`, by slot; those of the stretch before have negative numbers), however many of them were measured.
 */
export async function overviewLatency(
  sql: Reader,
  { window, reach }: { window: OverviewWindow; reach: Reach | null },
  requests: ReadonlyMap<number, number>,
): Promise<OverviewLatency> {
  const samples = await (reach === null ? bySlot(sql, window) : byKey(sql, window, reach))
  const bySlots = new Map<number, number[]>()
  for (const { slot, durations } of samples) bySlots.set(slot, [...(bySlots.get(slot) ?? []), ...durations])
  const weighed = (wanted: (slot: number) => boolean) =>
    [...bySlots].flatMap(([slot, durations]): Weighed[] => {
      const weight = Math.max(1, requests.get(slot) ?? 0) / durations.length
      return wanted(slot) ? durations.map((value) => ({ value, weight })) : []
    })
  return {
    current: latencyOf(weighed((slot) => slot >= 0)),
    previous: latencyOf(weighed((slot) => slot < 0)),
    slots: Array.from({ length: window.slots }, (_, i) => latencyOf(weighed((slot) => slot === i))),
    sampled: samples.some(({ full }) => full),
  }
}

function latencyOf(values: readonly Weighed[]): Latency {
  return { p50Ms: percentile(values, 0.5), p95Ms: percentile(values, 0.95) }
}

/** The newest of each part of a slot, found by the log's own order. */
async function bySlot(sql: Reader, window: OverviewWindow): Promise<Sample[]> {
  const partMs = window.slotMs === DAY_MS ? DAY_MS / PARTS_A_DAY : window.slotMs
  const first = Math.round((window.previousStartMs - window.startMs) / partMs)
  const last = Math.floor((window.endMs - window.startMs) / partMs)
  const most = Math.floor(MOST_ROWS / (last - first + 1))
  const rows = await sql<{ part: number; durations: number[]; taken: number }[]>`
    select part, json_agg(round(extract(epoch from ended_at - started_at) * 1000)) as durations, count(*)::int as taken
    from generate_series(${first}::int, ${last}::int) as part
    cross join lateral (
      select started_at, ended_at from spend_logs
      where started_at >= ${new Date(window.startMs)}::timestamptz + part * make_interval(secs => ${partMs / 1000})
        and started_at < least(
          ${new Date(window.startMs)}::timestamptz + (part + 1) * make_interval(secs => ${partMs / 1000}),
          case when part < 0 then ${new Date(window.previousEndMs)}::timestamptz else 'infinity' end)
        and status = 'success'
      order by started_at desc limit ${most}
    ) l
    group by part`
  const parts = window.slotMs / partMs
  return rows.map(({ part, durations, taken }) => ({
    slot: Math.floor(part / parts),
    durations,
    full: taken >= most,
  }))
}

/** The newest of each key within reach: their requests may be few among many. */
async function byKey(sql: Reader, window: OverviewWindow, reach: Reach): Promise<Sample[]> {
  const mine = allOf(sql, [
    sql`(user_id = ${reach.userId} or token = ${reach.token} or team_id = any(${[...reach.adminTeams]}::text[])
      or organization_id = any(${[...reach.adminOrganizations]}::text[]))`,
  ])
  const rows = await sql<{ slot: number; durations: number[]; full: boolean }[]>`
    select floor(extract(epoch from started_at - ${new Date(window.startMs)}::timestamptz) / ${window.slotMs / 1000})::int as slot,
      json_agg(round(extract(epoch from ended_at - started_at) * 1000)) as durations, bool_or(nth = ${ROWS_A_KEY}) as full
    from (select token from keys where ${mine}) k
    cross join lateral (
      select started_at, ended_at, row_number() over (order by started_at desc) as nth from spend_logs
      where api_key = k.token and status = 'success' and started_at >= ${new Date(window.previousStartMs)}
        and (started_at < ${new Date(window.previousEndMs)} or started_at >= ${new Date(window.startMs)})
      order by started_at desc limit ${ROWS_A_KEY}
    ) l
    group by 1`
  return [...rows]
}
