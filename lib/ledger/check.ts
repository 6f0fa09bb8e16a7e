import { desc } from "drizzle-orm"
import { ledgerChecks } from "#drizzle/schema/ledger"
import type { Clock } from "#lib/core/clock"
import type { Database } from "#lib/db/open"
import { type LedgerCheck, verifyLedger } from "./verify"

const TIMEOUT_MS = 300_000
/** Sums over the whole log are grouped in memory; with Postgres' default they spill to disk. */
const WORK_MEM = "128MB"
const CHECKS_KEPT = 400

/** A check of the whole ledger, as it was kept. */
export type StoredCheck = typeof ledgerChecks.$inferSelect

/** A difference as it is kept: nano-dollars as texts. */
export interface StoredDifference {
  readonly what: string
  readonly name: string
  readonly ledger_nano: string
  readonly booked_nano: string
}

/** Proves that all sums of money agree, on one snapshot, and keeps the result. Reads the whole log. */
export async function checkLedger(db: Database, clock: Clock): Promise<StoredCheck> {
  const startedAt = clock.now()
  const check = await onSnapshot(db)
  const differences = check.differences.map(({ what, name, ledgerNano, bookedNano }) => ({
    what,
    name,
    ledger_nano: String(ledgerNano),
    booked_nano: String(bookedNano),
  }))
  const [stored] = await db.orm
    .insert(ledgerChecks)
    .values({
      at: new Date(startedAt),
      tookMs: Math.max(0, Math.round(clock.now() - startedAt)),
      ok: differences.length === 0,
      requests: check.requests,
      entries: check.entries,
      spendNano: check.spendNano,
      differences,
    })
    .returning()
  if (stored === undefined) throw new Error("the check of the ledger could not be stored")
  await db.sql`delete from ledger_checks where id <= ${stored.id - CHECKS_KEPT}`
  return stored
}

/** What came of the last check; null before the first. */
export async function lastCheck(db: Database): Promise<StoredCheck | null> {
  const [last] = await db.orm.select().from(ledgerChecks).orderBy(desc(ledgerChecks.id)).limit(1)
  return last ?? null
}

async function onSnapshot(db: Database): Promise<LedgerCheck> {
  const result = await db.sql.begin("isolation level repeatable read read only", async (sql) => {
    await sql`select set_config('statement_timeout', ${String(TIMEOUT_MS)}, true), set_config('work_mem', ${WORK_MEM}, true)`
    return { value: await verifyLedger(sql) }
  })
  return result.value as LedgerCheck
}
