import { setTimeout as sleep } from "node:timers/promises"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { readLeftover, removeLeftover } from "#lib/ledger/recover"
import { writeRowsOnce } from "#lib/ledger/write-rows"

const LINES_A_BATCH = 5_000
const TRIES = 5

/**
 * Books what killed processes left in their journals, before anything is served: budgets must start from the whole truth.
 * Rows the database already has count nowhere again.
 */
export async function recoverLeftover(db: Database, root: string, log: Log): Promise<void> {
  const leftover = readLeftover(root)
  const lines = [...leftover.rows, ...leftover.interrupted]
  let added = 0
  for (let at = 0; at < lines.length; at += LINES_A_BATCH)
    added += await written(db, lines.slice(at, at + LINES_A_BATCH))
  removeLeftover(leftover)
  if (lines.length > 0)
    log.info("an earlier run ended without writing everything; its requests are booked now", {
      rows: leftover.rows.length,
      in_flight: leftover.interrupted.length,
      added,
    })
}

async function written(db: Database, lines: readonly string[]): Promise<number> {
  for (let round = 1; ; round++) {
    try {
      return await writeRowsOnce(db, lines)
    } catch (e) {
      if (round === TRIES) throw e
      await sleep(200 * round)
    }
  }
}
