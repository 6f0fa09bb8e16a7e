import type postgres from "postgres"
import { storableJson } from "./spend-row"
import { subjectsOf } from "./subjects-of"
import type { AccountTotal, SubjectTotal } from "./totals"

/** What the accounts owe for the rows of the temporary table `added`. */
export async function accountsOfAdded(tx: postgres.TransactionSql): Promise<AccountTotal[]> {
  return tx<AccountTotal[]>`
    with charged as (
      select split_part(entry, ':', 1)::bigint as at, split_part(entry, ':', 2) as kind,
        substr(entry, length(split_part(entry, ':', 1)) + length(split_part(entry, ':', 2)) + 3) as id, spend_nano,
        total_tokens
      from added, unnest(charged_to) as entry
    ), newest as (select kind, id, max(at) as at from charged group by 1, 2)
    select c.kind, c.id, n.at as window_started_ms,
      coalesce(sum(c.spend_nano) filter (where c.at = n.at), 0)::bigint as in_window, sum(c.spend_nano)::bigint as total,
      coalesce(sum(c.total_tokens) filter (where c.at = n.at), 0)::bigint as window_tokens
    from charged c join newest n using (kind, id) group by c.kind, c.id, n.at`
}

/** Adds to what accounts have spent; one that was deleted meanwhile is charged no more. */
export async function chargeAccounts(tx: postgres.TransactionSql, totals: readonly AccountTotal[]): Promise<void> {
  if (totals.length === 0) return
  await tx`
    with owed as materialized (
      select kind, id, to_timestamp(window_started_ms / 1000.0) as window_started_at, in_window, total,
        window_tokens
      from json_to_recordset(${storableJson(totals)}::text::json) as t(kind text, id text, window_started_ms bigint,
        in_window bigint, total bigint, window_tokens bigint)
    ), locked as materialized (
      select a.kind, a.id from accounts a join owed using (kind, id) order by a.kind, a.id for update of a
    )
    update accounts a set
      total_spend_nano = a.total_spend_nano + o.total,
      spend_nano = case when o.window_started_at > a.window_started_at then o.in_window
        when o.window_started_at = a.window_started_at then a.spend_nano + o.in_window else a.spend_nano end,
      window_tokens = case when o.window_started_at > a.window_started_at then o.window_tokens
        when o.window_started_at = a.window_started_at then a.window_tokens + o.window_tokens else a.window_tokens end,
      window_started_at = greatest(a.window_started_at, o.window_started_at)
    from owed o, locked l where a.kind = o.kind and a.id = o.id and l.kind = o.kind and l.id = o.id`
}

/** What was used by whom in the rows of the temporary table `added`. */
export async function subjectsOfAdded(tx: postgres.TransactionSql): Promise<SubjectTotal[]> {
  return tx<SubjectTotal[]>`
    with said as (
      select a.*, s.kind, s.id from added a cross join lateral ${subjectsOf(tx)} s where s.id is not null
    )
    select (extract(epoch from date_trunc('hour', started_at, 'UTC')) * 1000)::bigint as hour_ms, kind, id, model_group,
      count(*) as requests, count(*) filter (where status = 'failure') as failures,
      sum(prompt_tokens)::bigint as prompt_tokens, sum(completion_tokens)::bigint as completion_tokens,
      sum(spend_nano)::bigint as spend_nano
    from said group by 1, 2, 3, 4`
}

/** Adds to the hourly aggregates by whom requests were for. Sorted, so that processes take their locks in the same order. */
export async function addSubjects(tx: postgres.TransactionSql, totals: readonly SubjectTotal[]): Promise<void> {
  if (totals.length === 0) return
  await tx`
    insert into subject_hourly as u (hour, kind, id, model_group, requests, failures, prompt_tokens, completion_tokens,
      spend_nano)
    select to_timestamp(hour_ms / 1000.0), kind, id, model_group, requests, failures, prompt_tokens, completion_tokens,
      spend_nano
    from json_to_recordset(${storableJson(totals)}::text::json) as t(hour_ms bigint, kind text, id text,
      model_group text, requests bigint, failures bigint, prompt_tokens bigint, completion_tokens bigint, spend_nano bigint)
    order by 2, 3, 1, 4
    on conflict (kind, id, hour, model_group) do update set
      requests = u.requests + excluded.requests, failures = u.failures + excluded.failures,
      prompt_tokens = u.prompt_tokens + excluded.prompt_tokens,
      completion_tokens = u.completion_tokens + excluded.completion_tokens,
      spend_nano = u.spend_nano + excluded.spend_nano`
}
