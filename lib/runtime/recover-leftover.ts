import { basename } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { readLeftover, removeLeftover } from "#lib/ledger/recover"
import { writeSafely } from "#lib/ledger/write-safely"
import { freeLeasesOf } from "#lib/store/postgres/leases"

const TRIES = 5

/**
 * Books what killed processes left in their journals, before anything is served: budgets must start from the whole truth.
 * Rows the database already has count nowhere again.
 */
export async function recoverLeftover(db: Database, root: string, log: Log): Promise<void> {
  const leftover = readLeftover(root)
  const lines = [...leftover.rows, ...leftover.interrupted]
  const added = await written(db, lines, log)
  removeLeftover(leftover)
  await freeLeasesOf(
    db,
    leftover.dirs.map((dir) => `${basename(dir)}-`),
  )
  if (lines.length > 0)
    log.info("an earlier run ended without writing everything; its requests are booked now", {
      rows: leftover.rows.length,
      in_flight: leftover.interrupted.length,
      added,
    })
}

async function written(db: Database, lines: readonly string[], log: Log): Promise<number> {
  for (let round = 1; ; round++) {
    try {
      return await writeSafely({ db }, lines, log)
    } catch (e) {
      if (round === TRIES) throw e
      await sleep(200 * round)
    }
  }
}
