import { setTimeout as sleep } from "node:timers/promises"

export interface RoundsOptions {
  /** One round. It rejects never: what fails is its own to log. */
  readonly round: () => Promise<void>
  /** From the end of a round to the beginning of the next. */
  readonly waitMs: () => number
}

/** Work that nobody asks for, done again and again until it is stopped; waiting for the next round keeps no process alive. */
export class Rounds {
  readonly #options: RoundsOptions
  readonly #stopped = new AbortController()
  #running: Promise<void> = Promise.resolve()

  constructor(options: RoundsOptions) {
    this.#options = options
  }

  /** Fires when it is stopped: a long round can end early. */
  get stopped(): AbortSignal {
    return this.#stopped.signal
  }

  /** The first round now, or after a wait: starting comes first. */
  start(first: "now" | "later"): void {
    this.#running = this.#all(first)
  }

  /** Resolves with the end of the round that is running. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.#running
  }

  async #all(first: "now" | "later"): Promise<void> {
    const { round, waitMs } = this.#options
    const { signal } = this.#stopped
    const wait = () => sleep(waitMs(), undefined, { signal, ref: false }).catch(() => undefined)
    if (first === "later") await wait()
    for (; !signal.aborted; await wait()) await round()
  }
}
