import type { ErrorKind } from "#lib/core/errors"
import type { Want } from "#lib/store/counters"
import type { Deployment } from "./deployment"
import { chargesOf, settleWants } from "./limits"
import type { Router } from "./router-state"
import { routingFacts } from "./routing-facts"

/** What a call came to in the end, as the deployment that served it is charged. */
export interface Served {
  readonly costNano: number
  readonly totalTokens: number
  /** What broke the answer after it had begun; null = nothing, or it was not the provider's fault. */
  readonly broken: ErrorKind | null
}

export interface TicketInput {
  readonly router: Router
  readonly deployment: Deployment
  readonly wants: readonly Want[]
  readonly groupSize: number
}

/** A try that was let through: what it holds of the deployment's limits, until it is ended, once. */
export class Ticket {
  readonly #input: TicketInput
  #open = true
  sent = false

  constructor(input: TicketInput) {
    this.#input = input
    const { router, deployment } = input
    router.state.began(deployment.id)
  }

  /** The accounts its budgets are charged to, as `<window start>:<account>`. */
  get charges(): readonly string[] {
    return chargesOf(this.#input.wants)
  }

  /** The try failed before anything of an answer was here. */
  failed(): void {
    this.#close({ costNano: 0, totalTokens: 0 })
  }

  /** The call is over. */
  settle(served: Served): void {
    this.#close(served)
    if (served.broken === null) return
    const { router, deployment, groupSize } = this.#input
    const failure = {
      id: deployment.id,
      kind: served.broken,
      retryAfterSeconds: undefined,
      groupSize,
      cooldownSeconds: routingFacts(deployment).cooldownSeconds,
    }
    router.state.cooldowns.failed(failure, router.settings.cooldown, router.state.clock.now())
  }

  #close(came: { costNano: number; totalTokens: number }): void {
    if (!this.#open) return
    this.#open = false
    const { router, deployment, wants } = this.#input
    router.state.ended(deployment.id)
    if (wants.length > 0) settleWants(router.state.counters, wants, { ...came, sent: this.sent })
  }
}
