import type postgres from "postgres"
import type { Database } from "#lib/db/open"

/** A connection inside a transaction: what the reports query with. */
export type Reader = postgres.TransactionSql

/** A piece of SQL with its parameters. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>

const TIMEOUT_MS = 10_000
/** Sums over months are grouped in memory; with Postgres' default they spill to disk and take seven times as long. */
const WORK_MEM = "64MB"

/**
 * Runs reads on one snapshot of the database, so that two sums over the same rows agree, and cuts each of them off after
 * 10 s, so that one wide search cannot occupy the database.
 */
export async function readSnapshot<T>(db: Database, read: (sql: Reader) => Promise<T>): Promise<T> {
  const result = await db.sql.begin("isolation level repeatable read read only", async (sql) => {
    // Compiling a plan over a year of partitions takes Postgres longer than any of these queries runs. And each is planned for what is
    // asked: the plan that would do for any team and any day, which the driver's prepared statements end up with, takes ten times as long.
    await sql`select set_config('statement_timeout', ${String(TIMEOUT_MS)}, true), set_config('work_mem', ${WORK_MEM}, true),
      set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true)`
    return { value: await read(sql) }
  })
  return result.value as T
}

/** The conditions joined with `and`; `true` when there are none. */
export function allOf(sql: Reader, conditions: readonly Fragment[]): Fragment {
  return conditions.reduce((all, condition) => sql`${all} and ${condition}`, sql`true`)
}
