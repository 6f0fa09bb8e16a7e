/** What a process observed of one deployment. */
export interface DeploymentFacts {
  readonly id: string
  readonly inFlight: number
  /** In the last minute, what running requests may use included. */
  readonly tokens: number
  /** Mean milliseconds; null = nothing measured. */
  readonly firstTokenMs: number | null
  readonly perTokenMs: number | null
}

interface Heard {
  readonly facts: DeploymentFacts
  readonly untilMs: number
}

/** What is said once a second holds until it was missed twice. */
const HOLDS_MS = 3_000

/** What other processes observed of deployments, as they last said. */
export class Elsewhere {
  /** Deployment → process → what it said. */
  readonly #heard = new Map<string, Map<string, Heard>>()

  heard(process: string, facts: DeploymentFacts, nowMs: number): void {
    const of = this.#heard.get(facts.id) ?? new Map<string, Heard>()
    of.set(process, { facts, untilMs: nowMs + HOLDS_MS })
    this.#heard.set(facts.id, of)
  }

  /** Requests or tokens of all the others. */
  sum(id: string, what: "inFlight" | "tokens", nowMs: number): number {
    let sum = 0
    for (const facts of this.#facts(id, nowMs)) sum += facts[what]
    return sum
  }

  /** The mean of what was measured here (null: nothing) and by each of the others; null = nobody measured anything. */
  mean(
    id: string,
    what: "firstTokenMs" | "perTokenMs",
    { own, nowMs }: { own: number | null; nowMs: number },
  ): number | null {
    let sum = own ?? 0
    let count = own === null ? 0 : 1
    for (const facts of this.#facts(id, nowMs)) {
      const ms = facts[what]
      if (ms === null) continue
      sum += ms
      count++
    }
    return count === 0 ? null : sum / count
  }

  *#facts(id: string, nowMs: number): Generator<DeploymentFacts> {
    const of = this.#heard.get(id)
    if (of === undefined) return
    for (const [process, { facts, untilMs }] of of) {
      if (nowMs < untilMs) yield facts
      else of.delete(process)
    }
    if (of.size === 0) this.#heard.delete(id)
  }
}
