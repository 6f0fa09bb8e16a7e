import { eq, sql } from "drizzle-orm"
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js"
import { ledgerEntries } from "#drizzle/schema/ledger"

/** A transaction of drizzle's, or drizzle itself. */
export type Writer = Pick<PostgresJsDatabase, "insert" | "select" | "execute">

/** The money columns of a key or an account. */
export interface Balance {
  readonly spendNano: number
  readonly totalSpendNano: number
  readonly windowStartedAt: Date
}

/** Who changed a balance, when, and what for. */
export interface Cause {
  readonly reason: string
  /** Hash of the caller's key, or "master". */
  readonly by: string
  readonly atMs: number
}

/**
 * Writes down what a change by hand did to the balance of `account` (a key's token or `kind:id`), in the transaction that did it.
 * Nothing is written when the sums of the log say the same before and after: a window that begins at 0 is no change of money.
 */
export async function noteChange(
  tx: Writer,
  account: string,
  { before, after }: { before: Balance | null; after: Balance },
  cause: Cause,
): Promise<void> {
  const sameWindow = before !== null && before.windowStartedAt.getTime() === after.windowStartedAt.getTime()
  const windowAmountNano = after.spendNano - (sameWindow ? before.spendNano : 0)
  const amountNano = after.totalSpendNano - (before?.totalSpendNano ?? 0)
  if (windowAmountNano === 0 && amountNano === 0) return
  await tx.insert(ledgerEntries).values({
    at: new Date(cause.atMs),
    kind: "adjust",
    account,
    amountNano,
    windowAmountNano,
    windowStartedAt: after.windowStartedAt,
    reason: cause.reason,
    by: cause.by,
  })
}

/** Writes off the balances of those that were deleted, in the transaction that deletes them. */
export async function noteClosed(
  tx: Writer,
  closed: readonly (Balance & { readonly account: string })[],
  cause: Cause,
): Promise<void> {
  if (closed.length === 0) return
  await tx.insert(ledgerEntries).values(
    closed.map(({ account, spendNano, totalSpendNano, windowStartedAt }) => ({
      at: new Date(cause.atMs),
      kind: "close",
      account,
      amountNano: 0 - totalSpendNano,
      windowAmountNano: 0 - spendNano,
      windowStartedAt,
      reason: cause.reason,
      by: cause.by,
    })),
  )
}

/** Was there one of this name before, which was deleted? */
export async function wasClosed(db: Writer, account: string): Promise<boolean> {
  const [found] = await db
    .select({ id: ledgerEntries.id })
    .from(ledgerEntries)
    .where(eq(ledgerEntries.account, account))
    .limit(1)
  return found !== undefined
}

/**
 * Nobody stores spend until this transaction ends. Take it before any row of keys or accounts, as those who store spend do: the
 * other order could deadlock.
 */
export async function holdLog(tx: Writer): Promise<void> {
  await tx.execute(sql`lock table spend_logs in share mode`)
}

/**
 * One of this name was deleted and is made again: what the log has of it before is not its own. To be called in the transaction that
 * makes it, after `holdLog`: requests that were still running when it was deleted may have come to any sum.
 */
export async function noteOpened(tx: Writer, account: string, balance: Balance, cause: Cause): Promise<void> {
  const window = balance.windowStartedAt.toISOString()
  const [sums] = (await tx.execute(sql`
    with charged as (
      select l.spend_nano + coalesce((select sum(e.amount_nano) from ledger_entries e where e.request_id = l.request_id), 0)
          as nano, l.window_started_at as at
        from spend_logs l where l.api_key = ${account}
      union all
      select l.spend_nano + coalesce((select sum(e.amount_nano) from ledger_entries e where e.request_id = l.request_id), 0),
          to_timestamp(split_part(entry, ':', 1)::bigint / 1000.0)
        from spend_logs l, unnest(l.charged_to) as entry
        where ${account} like '%:%' and substr(entry, strpos(entry, ':') + 1) = ${account}
      union all
      select spend_nano, window_started_at from spend_closed where what in ('key', 'account') and name = ${account}
    )
    select (select coalesce(sum(nano), 0) from charged)
        + (select coalesce(sum(amount_nano), 0) from ledger_entries where account = ${account}) as total,
      (select coalesce(sum(nano), 0) from charged where at = ${window}::timestamptz)
        + (select coalesce(sum(window_amount_nano), 0) from ledger_entries
            where account = ${account} and window_started_at = ${window}::timestamptz) as in_window`)) as unknown as {
    total: string
    in_window: string
  }[]
  const amountNano = balance.totalSpendNano - Number(sums?.total ?? 0)
  const windowAmountNano = balance.spendNano - Number(sums?.in_window ?? 0)
  if (amountNano === 0 && windowAmountNano === 0) return
  const { reason, by, atMs } = cause
  const windowStartedAt = balance.windowStartedAt
  const entry = { kind: "open", account, amountNano, windowAmountNano, windowStartedAt, reason, by }
  await tx.insert(ledgerEntries).values({ at: new Date(atMs), ...entry })
}
