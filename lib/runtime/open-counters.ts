import { randomUUID } from "node:crypto"
import type { Clock } from "#lib/core/clock"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { journalName } from "#lib/ledger/recover"
import type { Bus } from "#lib/store/bus"
import { LeasedCounters } from "#lib/store/leased/counters"
import { PostgresLeases } from "#lib/store/postgres/leases"
import type { Rules } from "./rules"
import type { SharedRedis } from "./shared-redis"

/** A request whose budget is held by others in flight waits so long for what they will not need. */
const HOLD_WAIT_MS = 5_000

export interface CountersInput {
  readonly clock: Clock
  readonly db: Database
  readonly bus: Bus
  /** Where rates are divided instead of the database; null = nowhere. */
  readonly redis: SharedRedis | null
  readonly log: Log
  readonly rules: () => Rules
  readonly holdWaitMs: number | undefined
}

/** The counters that this process shares with all others on its database. `start` them before the first request. */
export function openCounters(input: CountersInput): LeasedCounters {
  const { clock, db, bus, redis, log, rules, holdWaitMs = HOLD_WAIT_MS } = input
  // The journal's name tells the next start whose leases are free; several gateways in one process (tests) are several all the same.
  const leases = new PostgresLeases(db, `${journalName()}-${randomUUID().slice(0, 8)}`)
  return new LeasedCounters({
    clock,
    bus: redis?.bus ?? bus,
    log,
    store: redis?.leases(leases) ?? leases,
    allowWhenAway: () => rules().allowWithoutDatabase,
    holdWaitMs,
  })
}
