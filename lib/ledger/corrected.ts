import type postgres from "postgres"

type Sql = postgres.Sql | postgres.TransactionSql
type Fragment = postgres.PendingQuery<postgres.Row[]>

/** What re-pricing has added to the request of the row of `spend_logs` at hand; null when it never did. For a page of rows. */
export function correctionOf(sql: Sql): Fragment {
  return sql`(select sum(e.amount_nano)::bigint from ledger_entries e where e.request_id = spend_logs.request_id)`
}

/** The log with its corrections, for sums over many rows: `spend_logs`, and `corrections` by `request_id`. */
export function correctedLog(sql: Sql): Fragment {
  return sql`spend_logs left join (
    select request_id, sum(amount_nano)::bigint as nano from ledger_entries where request_id is not null group by 1
  ) corrections using (request_id)`
}

/** What a request of `correctedLog` costs, corrections included. */
export function correctedNano(sql: Sql): Fragment {
  return sql`(spend_nano + coalesce(corrections.nano, 0))`
}
