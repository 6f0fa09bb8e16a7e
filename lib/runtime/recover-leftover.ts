import { setTimeout as sleep } from "node:timers/promises"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { readLeftover, removeLeftover } from "#lib/ledger/recover"
import { rowJson } from "#lib/ledger/spend-row"
import { writeRows } from "#lib/ledger/write-rows"

const ROWS_A_STATEMENT = 1_000
const TRIES = 5

/**
 * Books what killed processes left in their journals, before anything is served: budgets must start from the whole truth.
 * Rows the database already has count nowhere again.
 */
export async function recoverLeftover(db: Database, root: string, log: Log): Promise<void> {
  const leftover = readLeftover(root)
  const rows = [...leftover.rows, ...leftover.interrupted].map(rowJson)
  let added = 0
  for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT)
    added += await written(db, rows.slice(at, at + ROWS_A_STATEMENT))
  removeLeftover(leftover)
  if (rows.length > 0)
    log.info("an earlier run ended without writing everything; its requests are booked now", {
      rows: leftover.rows.length,
      in_flight: leftover.interrupted.length,
      added,
    })
}

async function written(db: Database, rows: readonly string[]): Promise<number> {
  for (let round = 1; ; round++) {
    try {
      return await writeRows(db, rows)
    } catch (e) {
      if (round === TRIES) throw e
      await sleep(200 * round)
    }
  }
}
