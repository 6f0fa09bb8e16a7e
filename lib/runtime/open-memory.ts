import type { Clock } from "#lib/core/clock"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { learnFacts } from "#lib/gateway/learn-facts"
import type { LearnJob, Memory } from "#lib/gateway/memory"
import type { Runtime } from "#lib/gateway/runtime"
import { FactStore } from "#lib/memory/fact-store"
import { LearnQueue } from "#lib/memory/learn-queue"
import type { MemorySettings } from "#lib/memory/settings"

export interface MemoryInput {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  /** The pipeline's runtime of the moment in which a conversation is looked through. */
  runtime(): Runtime
}

/** What requests with `integrate_memory` need; store and queue outlive every reload. */
export function openMemory({ db, clock, log, runtime }: MemoryInput) {
  const facts = new FactStore(db, clock)
  const queue = new LearnQueue<LearnJob>({ work: (job) => learnFacts(runtime(), job), log })
  return {
    under: (settings: MemorySettings | null): Memory | null => (settings === null ? null : { settings, facts, queue }),
    stop: () => queue.stop(),
  }
}
