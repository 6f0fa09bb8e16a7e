import type postgres from "postgres"
import { LOG_LOCK } from "./partitions"
import type { AccountTotal, KeyTotal } from "./totals"
import { addHourly, chargeKeys, hourlyOfAdded } from "./write-rows"
import { addSubjects, chargeAccounts, subjectsOfAdded } from "./write-subjects"

/** What one request costs more, or less, than it was billed. */
export interface Amendment {
  readonly requestId: string
  readonly startedAt: Date
  readonly deltaNano: number
  /** The price it was computed with. */
  readonly priceVersion: string
}

/** Why, by whom and for which run. */
export interface AmendmentCause {
  readonly reason: string
  readonly by: string
  readonly jobId: string
  readonly at: Date
}

/** Whose balances have changed. */
export interface Amended {
  /** Tokens. */
  readonly keys: readonly string[]
  /** `kind:id`. */
  readonly accounts: readonly string[]
}

/** One process at a time corrects requests, and none while rows leave the log. Holds until the transaction ends. */
export async function holdRequests(tx: postgres.TransactionSql): Promise<void> {
  await tx`select pg_advisory_xact_lock(${LOG_LOCK}::text::bigint)`
}

/**
 * Writes entries that correct what requests cost, and corrects with them everything that is summed from requests: both hourly
 * aggregates, the balances of keys and accounts. The requests' rows stay as they are. Call `holdRequests` first, in this transaction.
 */
export async function amend(
  tx: postgres.TransactionSql,
  amendments: readonly Amendment[],
  cause: AmendmentCause,
): Promise<Amended> {
  if (amendments.length === 0) return { keys: [], accounts: [] }
  const sent = amendments.map((a) => ({
    at: a.startedAt.toISOString(),
    id: a.requestId,
    nano: a.deltaNano,
    price: a.priceVersion,
  }))
  // As rows that were just added, of nothing but money: the sums are made by what makes them of rows.
  await tx`
    create temp table added on commit drop as
    select l.request_id, l.started_at, l.ended_at, l.api_key, l.model_group, l.model, l.provider, l.team_id, l.user_id,
      l.organization_id, l.end_user, l.tags, l.window_started_at, l.charged_to, 'success' as status, 0::bigint as prompt_tokens,
      0::bigint as completion_tokens, 0::bigint as total_tokens, a.nano as spend_nano, a.price as price_version
    from json_to_recordset(${JSON.stringify(sent)}::text::json) as a(at timestamptz, id text, nano bigint, price text)
    join spend_logs l on l.started_at = a.at and l.request_id = a.id`
  await tx`
    insert into ledger_entries (at, kind, account, amount_nano, request_id, request_at, price_version, reason, by, job_id)
    select ${cause.at}, 'reprice', null, spend_nano, request_id, started_at, price_version, ${cause.reason}, ${cause.by},
      ${cause.jobId}
    from added order by started_at, request_id`
  const uncounted = { requests: 0, failures: 0 }
  await addHourly(
    tx,
    (await hourlyOfAdded(tx)).map((total) => ({ ...total, ...uncounted })),
  )
  const keys = await keysOfAmended(tx)
  await chargeKeys(tx, keys)
  const accounts = await accountsOfAmended(tx)
  await chargeAccounts(tx, accounts)
  await addSubjects(
    tx,
    (await subjectsOfAdded(tx)).map((total) => ({ ...total, ...uncounted })),
  )
  return { keys: keys.map(({ token }) => token), accounts: accounts.map(({ kind, id }) => `${kind}:${id}`) }
}

/**
 * What the keys owe, in the windows that are running: unlike a request, a correction begins none. (Of a key that was deleted and made
 * again the running window may be older than some that were charged before.) The keys are held, in the order in which everybody
 * takes them.
 */
async function keysOfAmended(tx: postgres.TransactionSql): Promise<KeyTotal[]> {
  return tx<KeyTotal[]>`
    with held as materialized (
      select token, window_started_at as at from keys where token in (select api_key from added) order by token for update
    )
    select h.token, (extract(epoch from h.at) * 1000)::bigint as window_started_ms,
      coalesce(sum(a.spend_nano) filter (where a.window_started_at = h.at), 0)::bigint as in_window,
      sum(a.spend_nano)::bigint as total, 0::bigint as window_tokens,
      (extract(epoch from max(a.ended_at)) * 1000)::bigint as last_active_ms
    from added a join held h on h.token = a.api_key group by h.token, h.at`
}

/** The same for accounts. */
async function accountsOfAmended(tx: postgres.TransactionSql): Promise<AccountTotal[]> {
  return tx<AccountTotal[]>`
    with charged as materialized (
      select split_part(entry, ':', 1)::bigint as at, split_part(entry, ':', 2) as kind,
        substr(entry, length(split_part(entry, ':', 1)) + length(split_part(entry, ':', 2)) + 3) as id, spend_nano
      from added, unnest(charged_to) as entry
    ), held as materialized (
      select kind, id, (extract(epoch from window_started_at) * 1000)::bigint as at from accounts
      where (kind, id) in (select kind, id from charged) order by kind, id for update
    )
    select kind, id, h.at as window_started_ms,
      coalesce(sum(c.spend_nano) filter (where c.at = h.at), 0)::bigint as in_window, sum(c.spend_nano)::bigint as total,
      0::bigint as window_tokens
    from charged c join held h using (kind, id) group by kind, id, h.at`
}
