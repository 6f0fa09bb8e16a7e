import type { Caller } from "#lib/identity/caller"
import type { Attribution } from "#lib/identity/charged-accounts"
import type { FactStore } from "#lib/memory/fact-store"
import type { LearnQueue } from "#lib/memory/learn-queue"
import type { MemorySettings } from "#lib/memory/settings"
import type { Subject } from "#lib/memory/subject"

/** What somebody said, to be looked through for facts. */
export interface LearnJob {
  readonly subject: Subject
  readonly said: string
  readonly caller: Caller
  readonly attribution: Attribution
  readonly callId: string
}

/** What requests with `integrate_memory` need. */
export interface Memory {
  readonly settings: MemorySettings
  readonly facts: FactStore
  readonly queue: LearnQueue<LearnJob>
}
