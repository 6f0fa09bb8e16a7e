import type { Deployment } from "#lib/router/deployment"
import type { DeploymentFacts } from "#lib/router/elsewhere"
import type { RouterSettings } from "#lib/router/router-settings"
import type { RouterState } from "#lib/router/router-state"
import { type Bus, MAX_MESSAGE_BYTES } from "#lib/store/bus"

const TOPIC = "deployments"
const EVERY_MS = 1_000
/** One deployment's facts with the longest id there is; so many fit into a message. */
const FACTS_A_MESSAGE = Math.floor(MAX_MESSAGE_BYTES / 400)

export interface ShareFactsInput {
  readonly router: RouterState
  readonly bus: Bus
  /** This process's name: no other ever has the same. */
  readonly process: string
  /** False: there is nobody to tell. */
  readonly others: () => boolean
  readonly rules: () => { readonly settings: RouterSettings; readonly deployments: readonly Deployment[] }
}

interface Message {
  readonly from: string
  readonly facts: readonly DeploymentFacts[]
}

/**
 * Processes tell each other once a second how busy, used and fast deployments are, where the strategy looks at that and there is
 * somebody to tell.
 */
export class FactsShare {
  readonly #input: ShareFactsInput
  readonly #timer: NodeJS.Timeout
  readonly #end: () => void

  constructor(input: ShareFactsInput) {
    this.#input = input
    this.#end = input.bus.subscribe(TOPIC, (message) => this.#told(JSON.parse(message) as Message))
    this.#timer = setInterval(() => void this.tell(), EVERY_MS)
    this.#timer.unref()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#end()
  }

  /** Tells the others now. Never rejects: what they miss they hear a second later. */
  async tell(): Promise<void> {
    const { router, bus, process, others, rules } = this.#input
    const { settings, deployments } = rules()
    if (settings.strategy.needs === undefined || !others()) return
    const nowMs = router.clock.now()
    const facts = deployments.map((each) => router.factsOf(each, nowMs)).filter((each) => each !== null)
    for (let at = 0; at < facts.length; at += FACTS_A_MESSAGE) {
      const message: Message = { from: process, facts: facts.slice(at, at + FACTS_A_MESSAGE) }
      await bus.publish(TOPIC, JSON.stringify(message)).catch(() => undefined)
    }
  }

  #told({ from, facts }: Message): void {
    const { router, process } = this.#input
    if (from === process) return
    const nowMs = router.clock.now()
    for (const each of facts) router.elsewhere.heard(from, each, nowMs)
  }
}
