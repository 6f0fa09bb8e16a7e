import type { AdminContext } from "#lib/admin/context"
import { within } from "#lib/db/within"
import { KeyUpkeep } from "./key-upkeep"
import { LedgerUpkeep } from "./ledger-upkeep"
import { LogUpkeep, type LogUpkeepDeps } from "./log-upkeep"

/** Starts the jobs nobody asks for: the log's weeks and retention, rotation of keys and soft budgets, the nightly check of the ledger. */
export function startUpkeep(
  itself: AdminContext,
  kept: Pick<LogUpkeepDeps, "retention" | "responses">,
): { stop(timeoutMs: number): Promise<void> } {
  const { db, clock, log, models, keyChanged } = itself
  const jobs = [
    new LogUpkeep({ db, clock, log, ...kept }),
    new LedgerUpkeep(itself),
    new KeyUpkeep({ db, clock, log, models, keyChanged }),
  ]
  for (const job of jobs) job.start()
  return {
    async stop(timeoutMs) {
      for (const job of jobs) await within(job.stop(), timeoutMs, "what runs in the background").catch(() => undefined)
    },
  }
}
