import type postgres from "postgres"
import { subjectsOf } from "./subjects-of"

type Sql = postgres.TransactionSql

/** A sum that is not what it should be. */
export interface LedgerDifference {
  readonly what: "key" | "key window" | "account" | "account window" | "hour" | "subject hour"
  readonly name: string
  /** Nano-dollars: what requests and entries come to, and what is booked. */
  readonly ledgerNano: bigint
  readonly bookedNano: bigint
}

/** What came of comparing everything with everything. */
export interface LedgerCheck {
  /** Requests in the log, and what they cost, corrections included. */
  readonly requests: number
  readonly spendNano: number
  /** Entries besides. */
  readonly entries: number
  /** At most MAX_DIFFERENCES. */
  readonly differences: readonly LedgerDifference[]
}

export const MAX_DIFFERENCES = 100

interface Found {
  readonly what: LedgerDifference["what"]
  readonly name: string
  readonly ledger: string
  readonly booked: string
}

/**
 * Sums every request and every entry anew and compares: whole-life and window spend of keys and accounts, both hourly aggregates.
 * What retention took away is in `spend_closed`. To be called on one snapshot; reads the whole log.
 */
export async function verifyLedger(sql: Sql): Promise<LedgerCheck> {
  const [all] = await sql<{ requests: string; entries: string; spend: string }[]>`
    select (select count(*) from spend_logs)::text as requests, (select count(*) from ledger_entries)::text as entries,
      coalesce(sum(nano), 0)::text as spend from (${costs(sql, sql`l.request_id`)}) c`
  const found = await sql<Found[]>`
    with log as materialized (${whatWasSpent(sql)}),
      closing as (select coalesce(max(until), '-infinity') as until from spend_closings)
    select * from (${ofKeys(sql)}) k union all select * from (${ofAccounts(sql)}) a
    union all select * from (${ofHours(sql)}) h union all select * from (${ofSubjects(sql)}) s`
  return {
    requests: Number(all?.requests ?? 0),
    entries: Number(all?.entries ?? 0),
    spendNano: Number(all?.spend ?? 0),
    differences: found.slice(0, MAX_DIFFERENCES).map(({ what, name, ledger, booked }) => ({
      what,
      name,
      ledgerNano: BigInt(ledger),
      bookedNano: BigInt(booked),
    })),
  }
}

type Fragment = postgres.PendingQuery<postgres.Row[]>

/** Columns of requests (`l`) with what each was billed, and once more with each correction of that. */
function costs(sql: Sql, columns: Fragment): Fragment {
  return sql`select ${columns}, l.spend_nano as nano from spend_logs l
    union all select ${columns}, e.amount_nano from ledger_entries e
      join spend_logs l on l.started_at = e.request_at and l.request_id = e.request_id`
}

/**
 * The log in one pass, by everything it is summed by: rows that differ in nothing but their requests are one from here on, which is
 * most of what people send.
 */
function whatWasSpent(sql: Sql): Fragment {
  const who = sql`l.window_started_at, l.charged_to, l.team_id, l.user_id, l.organization_id, l.end_user, l.tags`
  const columns = sql`date_trunc('hour', l.started_at, 'UTC') as hour, l.api_key, l.model_group, l.model,
    coalesce(l.provider, '') as provider, ${who}`
  return sql`
    select hour, api_key, model_group, model, provider, window_started_at, charged_to, team_id, user_id, organization_id, end_user,
      tags, sum(nano) as nano
    from (${costs(sql, columns)}) c group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12`
}

function ofKeys(sql: Sql): Fragment {
  return sql`
    with sums as (
      select name, at, sum(total) as total, sum(in_window) as in_window from (
        select api_key as name, window_started_at as at, sum(nano) as total, sum(nano) as in_window from log group by 1, 2
        union all select name, window_started_at, spend_nano, spend_nano from spend_closed where what = 'key'
        union all select account, window_started_at, amount_nano, window_amount_nano from ledger_entries
          where account is not null
      ) s group by 1, 2
    ), whole as (select name, sum(total) as nano from sums group by 1)
    select 'key' as what, k.token as name, coalesce(w.nano, 0)::text as ledger, k.total_spend_nano::text as booked
      from keys k left join whole w on w.name = k.token where k.total_spend_nano <> coalesce(w.nano, 0)
    union all
    select 'key window', k.token, coalesce(s.in_window, 0)::text, k.spend_nano::text
      from keys k left join sums s on s.name = k.token and s.at = k.window_started_at
      where k.spend_nano <> coalesce(s.in_window, 0)
    limit ${MAX_DIFFERENCES}`
}

function ofAccounts(sql: Sql): Fragment {
  return sql`
    with sums as (
      select name, at, sum(total) as total, sum(in_window) as in_window from (
        select substr(entry, strpos(entry, ':') + 1) as name,
            to_timestamp(split_part(entry, ':', 1)::bigint / 1000.0) as at, nano as total, nano as in_window
          from (select entry, sum(nano) as nano from log, unnest(charged_to) as entry group by 1) e
        union all select name, window_started_at, spend_nano, spend_nano from spend_closed where what = 'account'
        union all select account, window_started_at, amount_nano, window_amount_nano from ledger_entries
          where account is not null
      ) s group by 1, 2
    ), whole as (select name, sum(total) as nano from sums group by 1)
    select 'account' as what, a.kind || ':' || a.id as name, coalesce(w.nano, 0)::text as ledger,
        a.total_spend_nano::text as booked
      from accounts a left join whole w on w.name = a.kind || ':' || a.id
      where a.total_spend_nano <> coalesce(w.nano, 0)
    union all
    select 'account window', a.kind || ':' || a.id, coalesce(s.in_window, 0)::text, a.spend_nano::text
      from accounts a left join sums s on s.name = a.kind || ':' || a.id and s.at = a.window_started_at
      where a.spend_nano <> coalesce(s.in_window, 0)
    limit ${MAX_DIFFERENCES}`
}

/** Hours that retention has been over are compared by hour and by key: more is not known of the rows it took. */
function ofHours(sql: Sql): Fragment {
  return sql`
    with hours as (
      select hour, api_key, model_group, model, provider, sum(nano) as nano from log group by 1, 2, 3, 4, 5
    ), closed as (
      select what, name, sum(nano) as nano from (
        select what, name, spend_nano as nano from spend_closed where what in ('hour', 'key')
        union all select 'hour', ${hourName(sql)}, nano from hours, closing where hour < until
        union all select 'key', api_key, nano from hours, closing where hour < until
      ) l group by 1, 2
    ), closed_booked as (
      select what, name, sum(nano) as nano from (
        select 'hour' as what, ${hourName(sql)} as name, spend_nano as nano from usage_hourly, closing where hour < until
        union all select 'key', api_key, spend_nano from usage_hourly, closing where hour < until
      ) u group by 1, 2
    )
    select 'hour' as what, concat_ws(' ', coalesce(u.hour, h.hour), coalesce(u.api_key, h.api_key), coalesce(u.model, h.model))
          as name, coalesce(h.nano, 0)::text as ledger, coalesce(u.spend_nano, 0)::text as booked
      from (select usage_hourly.* from usage_hourly, closing where hour >= until) u
      full join (select hours.* from hours, closing where hour >= until) h using (hour, api_key, model_group, model, provider)
      where coalesce(u.spend_nano, 0) <> coalesce(h.nano, 0)
    union all ${ofClosed(sql, "hour")}
    limit ${MAX_DIFFERENCES}`
}

/** The same by whom requests were for. */
function ofSubjects(sql: Sql): Fragment {
  return sql`
    with hours as (
      select hour, s.kind, s.id, model_group, sum(nano) as nano
      from log cross join lateral ${subjectsOf(sql)} s where s.id is not null group by 1, 2, 3, 4
    ), closed as (
      select 'subject' as what, name, sum(nano) as nano from (
        select name, spend_nano as nano from spend_closed where what = 'subject'
        union all select kind || ':' || id, nano from hours, closing where hour < until
      ) l group by 2
    ), closed_booked as (
      select 'subject' as what, kind || ':' || id as name, sum(spend_nano) as nano
        from subject_hourly, closing where hour < until group by 2
    )
    select 'subject hour' as what, concat_ws(' ', coalesce(u.hour, l.hour), coalesce(u.kind, l.kind), coalesce(u.id, l.id))
          as name, coalesce(l.nano, 0)::text as ledger, coalesce(u.spend_nano, 0)::text as booked
      from (select subject_hourly.* from subject_hourly, closing where hour >= until) u
      full join (select hours.* from hours, closing where hour >= until) l using (hour, kind, id, model_group)
      where coalesce(u.spend_nano, 0) <> coalesce(l.nano, 0)
    union all ${ofClosed(sql, "subject hour")}
    limit ${MAX_DIFFERENCES}`
}

/** An hour as `spend_closed` names it. */
function hourName(sql: Sql): Fragment {
  return sql`to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24')`
}

function ofClosed(sql: Sql, what: LedgerDifference["what"]): Fragment {
  return sql`
    select ${what}::text, concat_ws(' ', coalesce(c.what, b.what), coalesce(c.name, b.name), 'no longer in the log'),
        coalesce(c.nano, 0)::text, coalesce(b.nano, 0)::text
      from closed c full join closed_booked b using (what, name), closing
      where coalesce(c.nano, 0) <> coalesce(b.nano, 0) and until > '-infinity'`
}
