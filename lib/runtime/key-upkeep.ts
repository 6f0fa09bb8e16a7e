import { setTimeout as sleep } from "node:timers/promises"
import type { Clock } from "#lib/core/clock"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { type RotateDeps, rotateDueKeys } from "./rotate-keys"
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
  readonly #stopped = new AbortController()
  #running: Promise<void> = Promise.resolve()

  constructor(deps: KeyUpkeepDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#running = this.#rounds()
  }

  /** Ends with the round that is running. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.#running
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

  async #rounds(): Promise<void> {
    const { signal } = this.#stopped
    while (!signal.aborted) {
      // Ends early when told to; keeps no process alive.
      await sleep(ROUND_MS, undefined, { signal, ref: false }).catch(() => undefined)
      if (!signal.aborted) await this.round()
    }
  }
}
