import type postgres from "postgres"
import type { Database } from "#lib/db/open"
import { changingPartitions, partitionsOf } from "./partitions"
import { subjectsOf } from "./subjects-of"

const HOUR_MS = 3_600_000

/** What was taken out of the log. */
export interface Closed {
  readonly requests: number
  /** Weeks that are gone as a whole. */
  readonly dropped: readonly string[]
}

/**
 * Takes the rows that had started before `beforeMs` (cut to the hour) out of the log: whole weeks by dropping their partitions, the
 * rest of one by deleting. What they came to is added to `spend_closed` in the same transaction, a week at a time, so that balances
 * and aggregates, which stay, can still be proved. Does nothing while another process is at it. A row that arrives later than this
 * is counted, and taken out the next time.
 */
export async function closeLog(db: Database, beforeMs: number): Promise<Closed> {
  const until = new Date(Math.floor(beforeMs / HOUR_MS) * HOUR_MS)
  const weeks = (await partitionsOf(db.sql)).filter(({ fromMs }) => fromMs < until.getTime())
  let requests = 0
  const dropped: string[] = []
  for (const { name, toMs } of [{ name: "spend_logs_default", toMs: Number.POSITIVE_INFINITY }, ...weeks]) {
    const whole = toMs <= until.getTime()
    const done = await changingPartitions(db, (tx) => closePart(tx, name, { until, whole }))
    if (done === null) break
    requests += done.value
    if (whole) dropped.push(name)
  }
  return { requests, dropped }
}

async function closePart(
  tx: postgres.TransactionSql,
  name: string,
  { until, whole }: { until: Date; whole: boolean },
): Promise<number> {
  const [there] = await tx<{ there: boolean }[]>`select to_regclass(${name}) is not null as there`
  if (there?.there !== true) return 0
  // Nobody adds to it between the sums and the end.
  await tx`lock table ${tx(name)} in share row exclusive mode`
  await tx`create temp table gone on commit drop as
    select l.started_at, l.window_started_at, l.api_key, l.charged_to, l.team_id, l.user_id, l.organization_id, l.end_user, l.tags,
      l.spend_nano + coalesce(e.nano, 0) as nano
    from ${tx(name)} l left join (
      select request_id, sum(amount_nano)::bigint as nano from ledger_entries
      where request_id is not null and request_at < ${until} group by 1) e using (request_id)
    where l.started_at < ${until}`
  const [sum] = await tx<{ requests: number; nano: number }[]>`
    select count(*) as requests, coalesce(sum(nano), 0)::bigint as nano from gone`
  const requests = sum?.requests ?? 0
  if (requests > 0) {
    await addClosed(tx)
    await tx`insert into spend_closings (until, requests, spend_nano) values (${until}, ${requests}, ${sum?.nano ?? 0})`
  }
  if (whole) await tx`drop table ${tx(name)}`
  else if (requests > 0) await tx`delete from ${tx(name)} where started_at < ${until}`
  await tx`drop table gone`
  return requests
}

async function addClosed(tx: postgres.TransactionSql): Promise<void> {
  await tx`
    insert into spend_closed as c (what, name, window_started_at, requests, spend_nano)
    select 'key', api_key, window_started_at, count(*), sum(nano)::bigint from gone group by 2, 3
    union all
    select 'account', substr(entry, strpos(entry, ':') + 1), to_timestamp(split_part(entry, ':', 1)::bigint / 1000.0),
      count(*), sum(nano)::bigint from gone, unnest(charged_to) as entry group by 2, 3
    union all
    select 'hour', to_char(date_trunc('hour', started_at, 'UTC') at time zone 'UTC', 'YYYY-MM-DD"T"HH24'), to_timestamp(0),
      count(*), sum(nano)::bigint from gone group by 2
    union all
    select 'subject', s.kind || ':' || s.id, to_timestamp(0), count(*), sum(nano)::bigint
      from gone cross join lateral ${subjectsOf(tx)} s where s.id is not null group by 2
    on conflict (what, name, window_started_at) do update set
      requests = c.requests + excluded.requests, spend_nano = c.spend_nano + excluded.spend_nano`
}
