import { BatchEngine, type EngineSettings } from "#lib/batches/batch-engine"
import { BatchStore } from "#lib/batches/batch-store"
import { RowStore } from "#lib/batches/row-store"
import type { Clock } from "#lib/core/clock"
import { requestId } from "#lib/core/ids"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { FileStore } from "#lib/files/file-store"
import { ProviderObjects } from "#lib/files/provider-objects"
import type { LateAnswer, Runtime } from "#lib/gateway/runtime"
import { ResponseStore } from "#lib/responses/response-store"
import { billLate } from "./bill-late"
import { ProviderBatches } from "./provider-batches"
import { runBatchRow } from "./run-batch-row"

export interface BatchesInput {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  /** The pipeline's runtime of the moment in which a row is begun. */
  runtime(): Runtime
  settings(): EngineSettings
}

/** Files, kept responses, batches and the engine that works on them; the engine is to be started. */
export function openBatches({ db, clock, log, runtime, settings }: BatchesInput) {
  const files = new FileStore(db, clock)
  const batches = new BatchStore(db, clock)
  const rows = new RowStore(db, clock)
  const native = new ProviderBatches(runtime, (apiKey) => rows.keyHash(apiKey))
  const batchEngine = new BatchEngine({
    files,
    batches,
    rows,
    native,
    clock,
    log,
    settings,
    process: `${process.pid} ${requestId()}`,
    answer: (row) => runBatchRow(runtime(), row),
  })
  return {
    files,
    batches,
    batchEngine,
    objects: new ProviderObjects(db, clock),
    responses: new ResponseStore(db, clock),
    billLate: (late: LateAnswer) => billLate(runtime(), late),
  }
}
