import type { Writable } from "node:stream"
import { setImmediate as turn } from "node:timers/promises"
import type postgres from "postgres"
import type { Database } from "#lib/db/open"
import type { SpendLeases } from "#lib/store/leases"
import { chargeLeases, leaseUses } from "./charge-leases"
import { COLUMNS } from "./spend-row"
import type { HourlyTotal, KeyTotal, Totals } from "./totals"
import { accountsOfAdded, addSubjects, chargeAccounts, subjectsOfAdded } from "./write-subjects"

export interface RowsTarget {
  readonly db: Database
  /** Of the process that served the requests, while it lives. */
  readonly leases?: SpendLeases
}

/** COPY text in pieces. */
type Lines = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>

/**
 * Writes rows nobody has written before, with their sums, in one transaction: the log, the hourly aggregates and the keys'
 * spend always agree. `lines` is COPY text. When it fails the outcome may be unknown: go on with `writeRowsOnce`.
 */
export async function writeNewRows({ db, leases }: RowsTarget, lines: Lines, totals: Totals): Promise<void> {
  await db.sql.begin(async (tx) => {
    await send(lines, await tx`copy spend_logs (${tx.unsafe(COLUMNS)}) from stdin`.writable())
    await addHourly(tx, totals.hourly())
    await chargeKeys(tx, totals.keys())
    await chargeAccounts(tx, totals.accounts())
    await addSubjects(tx, totals.subjects())
    if (leases !== undefined) await chargeLeases(tx, leases, leaseUses(leases, totals.keys(), totals.accounts()))
  })
}

/** Writes rows of which some may already be there: those count nowhere again. Returns how many were new. */
export async function writeRowsOnce({ db, leases }: RowsTarget, lines: readonly string[]): Promise<number> {
  if (lines.length === 0) return 0
  const added = await db.sql.begin(async (tx) => {
    await tx`create temp table incoming (like spend_logs) on commit drop`
    await send(lines, await tx`copy incoming (${tx.unsafe(COLUMNS)}) from stdin`.writable())
    await tx`create temp table added on commit drop as
      with inserted as (
        insert into spend_logs (${tx.unsafe(COLUMNS)}) select ${tx.unsafe(COLUMNS)} from incoming
        on conflict (started_at, request_id) do nothing returning *)
      select * from inserted`
    await addHourly(tx, await hourlyOfAdded(tx))
    const keys = await keysOfAdded(tx)
    const accounts = await accountsOfAdded(tx)
    await chargeKeys(tx, keys)
    await chargeAccounts(tx, accounts)
    await addSubjects(tx, await subjectsOfAdded(tx))
    if (leases !== undefined) await chargeLeases(tx, leases, leaseUses(leases, keys, accounts))
    const [count] = await tx<{ added: number }[]>`select count(*)::int as added from added`
    return count?.added ?? 0
  })
  return added
}

/**
 * Sends COPY data. The driver does not tell when the server refuses it at the very end (postgres.js keeps the stream open for
 * ever), so this returns when everything is on the wire: the next statement of the transaction then fails with SQLSTATE 25P02.
 */
async function send(lines: Lines, sink: Writable): Promise<void> {
  sink.on("error", () => undefined)
  for await (const part of lines) {
    await new Promise<void>((resolve, reject) => sink.write(part, (e) => (e ? reject(e) : resolve())))
  }
  sink.end()
  await turn()
}

export async function hourlyOfAdded(tx: postgres.TransactionSql): Promise<HourlyTotal[]> {
  return tx<HourlyTotal[]>`
    select (extract(epoch from date_trunc('hour', started_at, 'UTC')) * 1000)::bigint as hour_ms, api_key, model_group, model,
      coalesce(provider, '') as provider, count(*) as requests, count(*) filter (where status = 'failure') as failures,
      sum(prompt_tokens)::bigint as prompt_tokens, sum(completion_tokens)::bigint as completion_tokens,
      sum(spend_nano)::bigint as spend_nano
    from added group by 1, 2, 3, 4, 5`
}

async function keysOfAdded(tx: postgres.TransactionSql): Promise<KeyTotal[]> {
  return tx<KeyTotal[]>`
    select a.api_key as token, (extract(epoch from newest.at) * 1000)::bigint as window_started_ms,
      coalesce(sum(a.spend_nano) filter (where a.window_started_at = newest.at), 0)::bigint as in_window,
      sum(a.spend_nano)::bigint as total,
      coalesce(sum(a.total_tokens) filter (where a.window_started_at = newest.at), 0)::bigint as window_tokens,
      (extract(epoch from max(a.ended_at)) * 1000)::bigint as last_active_ms
    from added a join (select api_key, max(window_started_at) as at from added group by 1) newest using (api_key)
    group by a.api_key, newest.at`
}

/** Sorted, so that processes that write at once take their locks in the same order. */
export async function addHourly(tx: postgres.TransactionSql, totals: readonly HourlyTotal[]): Promise<void> {
  if (totals.length === 0) return
  await tx`
    insert into usage_hourly as u (hour, api_key, model_group, model, provider, requests, failures, prompt_tokens,
      completion_tokens, spend_nano)
    select to_timestamp(hour_ms / 1000.0), api_key, model_group, model, provider, requests, failures, prompt_tokens,
      completion_tokens, spend_nano
    from json_to_recordset(${JSON.stringify(totals)}::text::json) as t(hour_ms bigint, api_key text, model_group text,
      model text, provider text, requests bigint, failures bigint, prompt_tokens bigint, completion_tokens bigint,
      spend_nano bigint)
    order by 1, 2, 3, 4, 5
    on conflict (hour, api_key, model_group, model, provider) do update set
      requests = u.requests + excluded.requests, failures = u.failures + excluded.failures,
      prompt_tokens = u.prompt_tokens + excluded.prompt_tokens,
      completion_tokens = u.completion_tokens + excluded.completion_tokens,
      spend_nano = u.spend_nano + excluded.spend_nano`
}

/** A key whose budget window has turned since starts its spend anew; rows of an older window count for its whole life only. */
export async function chargeKeys(tx: postgres.TransactionSql, totals: readonly KeyTotal[]): Promise<void> {
  if (totals.length === 0) return
  const sent = JSON.stringify(totals)
  await tx`
    with owed as materialized (
      select token, to_timestamp(window_started_ms / 1000.0) as window_started_at, in_window, total,
        window_tokens, to_timestamp(last_active_ms / 1000.0) as last_active
      from json_to_recordset(${sent}::text::json) as t(token text, window_started_ms bigint, in_window bigint,
        total bigint, window_tokens bigint, last_active_ms bigint)
    ), locked as materialized (
      select k.token from keys k join owed using (token) order by k.token for update of k
    )
    update keys k set
      total_spend_nano = k.total_spend_nano + o.total,
      spend_nano = case when o.window_started_at > k.window_started_at then o.in_window
        when o.window_started_at = k.window_started_at then k.spend_nano + o.in_window else k.spend_nano end,
      window_tokens = case when o.window_started_at > k.window_started_at then o.window_tokens
        when o.window_started_at = k.window_started_at then k.window_tokens + o.window_tokens else k.window_tokens end,
      window_started_at = greatest(k.window_started_at, o.window_started_at),
      last_active = greatest(k.last_active, o.last_active)
    from owed o, locked l where k.token = o.token and l.token = k.token`
}
