import type postgres from "postgres"
import type { Database } from "#lib/db/open"

const WEEK_MS = 7 * 86_400_000
/** The epoch was a Thursday; weeks of the log begin on Mondays, 00:00 UTC. */
const MONDAY_MS = -3 * 86_400_000
/** This week and the next two: a process that cannot make partitions for a fortnight still writes to the right ones. */
const WEEKS_AHEAD = 2
/** Rather try again later than hold up those who read and write. */
const LOCK_TIMEOUT = "3s"
/** "tollgpar" in a bigint: who holds this advisory lock changes partitions of the log. */
export const LOG_LOCK = "8390043843661360498"

/** A part of the log by `started_at`: `fromMs` is in, `toMs` is not. */
export interface LogPartition {
  readonly name: string
  readonly fromMs: number
  readonly toMs: number
}

/** The week of the log that holds a moment. */
export function weekOf(ms: number): LogPartition {
  const fromMs = MONDAY_MS + Math.floor((ms - MONDAY_MS) / WEEK_MS) * WEEK_MS
  const day = new Date(fromMs).toISOString().slice(0, 10).replaceAll("-", "")
  return { name: `spend_logs_w${day}`, fromMs, toMs: fromMs + WEEK_MS }
}

/**
 * Makes the log's partitions for the current weeks, and for every week whose rows had to go to the default partition; these are
 * moved, in one transaction with the making. Weeks retention has been over stay there. Any number of processes may call it at
 * once. Returns the names of those made.
 */
export async function ensurePartitions(db: Database, nowMs: number): Promise<string[]> {
  const here = new Set((await partitionsOf(db.sql)).map(({ name }) => name))
  const ahead = Array.from({ length: WEEKS_AHEAD + 1 }, (_, i) => weekOf(nowMs + i * WEEK_MS))
  const wanted = new Map([...ahead, ...(await strayWeeks(db.sql))].map((week) => [week.name, week]))
  const made: string[] = []
  for (const week of wanted.values()) if (!here.has(week.name) && (await makePartition(db, week))) made.push(week.name)
  return made
}

/** The log's weeks, oldest first, without the default partition. */
export async function partitionsOf(sql: postgres.Sql | postgres.TransactionSql): Promise<LogPartition[]> {
  const rows = await sql<{ name: string }[]>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'spend_logs'::regclass and c.relname ~ '^spend_logs_w[0-9]{8}$' order by 1`
  return rows.map(({ name }) => {
    const [, year, month, day] = /(\d{4})(\d\d)(\d\d)$/.exec(name) ?? []
    return weekOf(Date.parse(`${year}-${month}-${day}T00:00:00Z`))
  })
}

/** One process at a time changes the log's partitions, and nobody is held up for long. Null: another one is at it. */
export async function changingPartitions<T>(
  db: Database,
  change: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<{ readonly value: T } | null> {
  const result = await db.sql.begin(async (tx) => {
    await tx`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true), set_config('statement_timeout', '0', true)`
    const [lock] = await tx<{ held: boolean }[]>`select pg_try_advisory_xact_lock(${LOG_LOCK}::text::bigint) as held`
    return lock?.held === true ? { value: await change(tx) } : null
  })
  return result as { readonly value: T } | null
}

async function strayWeeks(sql: postgres.Sql): Promise<LogPartition[]> {
  const rows = await sql<{ monday: Date }[]>`
    select distinct date_trunc('week', started_at, 'UTC') as monday from spend_logs_default
    where started_at >= coalesce((select max(until) from spend_closings), '-infinity') order by 1`
  return rows.map(({ monday }) => weekOf(monday.getTime()))
}

/** Attached rather than made in place: that locks the default partition alone, and readers and writers of the others go on. */
async function makePartition(db: Database, { name, fromMs, toMs }: LogPartition): Promise<boolean> {
  const made = await changingPartitions(db, async (tx) => {
    if ((await partitionsOf(tx)).some((week) => week.name === name)) return false
    const [from, to] = [new Date(fromMs), new Date(toMs)]
    await tx`create table ${tx(name)} (like spend_logs including all)`
    await tx`lock table spend_logs_default in access exclusive mode`
    await tx`with moved as (
        delete from spend_logs_default where started_at >= ${from} and started_at < ${to} returning *)
      insert into ${tx(name)} select * from moved`
    await tx.unsafe(`alter table spend_logs attach partition ${name}
      for values from ('${from.toISOString()}') to ('${to.toISOString()}')`)
    return true
  })
  return made?.value ?? false
}
