import type { Clock } from "#lib/core/clock"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { type RotateDeps, rotateDueKeys } from "./rotate-keys"
import { Rounds } from "./rounds"
import { tellSoftBudgets } from "./soft-budgets"

const ROUND_MS = 10_000

export interface KeyUpkeepDeps extends RotateDeps {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
}

/** What is done for keys and accounts beside requests: soft budgets are watched, keys that want it get new secrets. */
export class KeyUpkeep {
  readonly #deps: KeyUpkeepDeps
  readonly #rounds = new Rounds({ round: () => this.round(), waitMs: () => ROUND_MS })

  constructor(deps: KeyUpkeepDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#rounds.start("later")
  }

  /** Ends with the round that is running. */
  stop(): Promise<void> {
    return this.#rounds.stop()
  }

  /** One round; what fails is logged and tried again in the next. */
  async round(): Promise<void> {
    for (const [what, work] of [
      ["soft budgets", tellSoftBudgets],
      ["keys to rotate", rotateDueKeys],
    ] as const)
      await work(this.#deps).catch((e) =>
        this.#deps.log.warn(`${what} could not be looked after`, { error: String(e) }),
      )
  }
}
