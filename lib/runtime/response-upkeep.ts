import { Cancel } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import { learn } from "#lib/gateway/late-response"
import { askResponse } from "#lib/gateway/operations/responses-at-provider"
import type { Runtime } from "#lib/gateway/runtime"
import type { Turn } from "#lib/responses/response-store"
import { Rounds } from "./rounds"

const EVERY_MS = 60_000
const PAGE_ROWS = 50

/** Asks for responses that providers make in the background and nobody came back for, so that what they used is billed. */
export class ResponseUpkeep {
  readonly #runtime: () => Runtime
  readonly #rounds = new Rounds({ round: () => this.round(), waitMs: () => EVERY_MS })

  constructor(runtime: () => Runtime) {
    this.#runtime = runtime
  }

  start(): void {
    this.#rounds.start("later")
  }

  stop(): Promise<void> {
    return this.#rounds.stop()
  }

  /** One round through all that is owed; one that cannot be asked for waits for the next, and holds up no other. */
  async round(): Promise<void> {
    const rt = this.#runtime()
    try {
      for (let after = ""; ; ) {
        const owed = await rt.responses.owed(after, PAGE_ROWS)
        for (const turn of owed) {
          if (this.#rounds.stopped.aborted) return
          await this.#ask(rt, turn)
        }
        const last = owed.at(-1)
        if (last === undefined) return
        after = last.id
      }
    } catch (e) {
      rt.log.warn("responses made in the background could not be looked for", { error: String(e) })
    }
  }

  async #ask(rt: Runtime, turn: Turn): Promise<void> {
    try {
      const now = await askResponse(rt, turn, { method: "GET", signal: new Cancel() })
      if (now !== null) await learn(rt, turn, now)
    } catch (e) {
      // It is gone there: nobody will ever say what it used.
      if (GatewayError.is(e) && e.status === 404) await rt.responses.settleOwed(turn.id, async () => undefined)
      rt.log.warn("a response made in the background could not be asked for", { response: turn.id, error: String(e) })
    }
  }
}
