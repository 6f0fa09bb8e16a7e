import type { AdminContext } from "#lib/admin/context"
import { within } from "#lib/db/within"
import type { Runtime } from "#lib/gateway/runtime"
import { KeyUpkeep } from "./key-upkeep"
import { LedgerUpkeep } from "./ledger-upkeep"
import { LogUpkeep, type LogUpkeepDeps } from "./log-upkeep"
import { ResponseUpkeep } from "./response-upkeep"

/** Starts the jobs nobody asks for: the log's weeks and retention, rotation of keys and soft budgets, the nightly check of the ledger, responses that are owed. */
export function startUpkeep(
  itself: AdminContext,
  { runtime, ...kept }: Pick<LogUpkeepDeps, "retention" | "responses"> & { readonly runtime: () => Runtime },
): { stop(timeoutMs: number): Promise<void> } {
  const { db, clock, log, models, keyChanged } = itself
  const jobs = [
    new LogUpkeep({ db, clock, log, ...kept }),
    new LedgerUpkeep(itself),
    new KeyUpkeep({ db, clock, log, models, keyChanged }),
    new ResponseUpkeep(runtime),
  ]
  for (const job of jobs) job.start()
  return {
    async stop(timeoutMs) {
      for (const job of jobs) await within(job.stop(), timeoutMs, "what runs in the background").catch(() => undefined)
    },
  }
}
