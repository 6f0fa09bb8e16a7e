import { createHash } from "node:crypto"
import { within } from "#lib/db/within"
import { type LeaseAnswer, type LeaseAsk, type LeaseState, type LeaseStore, lastingCounter } from "#lib/store/leases"
import { type RedisClient, readyClient } from "./connect"
import { ASK, BEAT, WRITE } from "./lease-scripts"

/** A request waits for this; longer, and Redis counts as away. */
const ASK_TIMEOUT_MS = 900
const WRITE_TIMEOUT_MS = 2_000
/** One call holds up everybody else's. */
const STATES_A_WRITE = 1_000
const MAX = Number.MAX_SAFE_INTEGER

export interface RedisLeasesOptions {
  /** This process's name: no other ever has the same. */
  readonly process: string
  /** Keeps deployments apart that use one Redis; what is in braces decides the slot in a cluster. */
  readonly prefix: string
}

/**
 * Leases of rates and gauges in Redis. A budget's are not taken here: they must change in the transaction that writes what they were
 * used for.
 */
export class RedisLeases implements LeaseStore {
  readonly process: string
  readonly #opening: Promise<RedisClient>
  readonly #counters: string
  readonly #processes: string
  readonly #lists: string

  constructor(opening: Promise<RedisClient>, { process, prefix }: RedisLeasesOptions) {
    this.process = process
    this.#opening = opening
    this.#counters = `${prefix}lease:`
    this.#processes = `${prefix}processes`
    this.#lists = `${prefix}leases-of:`
  }

  async ask(ask: LeaseAsk): Promise<LeaseAnswer> {
    if (lastingCounter(ask.counter) !== null) throw new Error("the budgets' leases are in the database")
    const { counter, need, limit, held, spare, mayOverdraw } = ask
    const keys = [this.#counters + counter, this.#processes, this.#lists + this.process]
    const amounts = [need, limit, held, spare].map(whole)
    const answer = await this.#run(
      ASK,
      keys,
      [this.process, counter, ...amounts, mayOverdraw ? "1" : "0"],
      ASK_TIMEOUT_MS,
    )
    const [granted = 0, others = 0, othersHeld = 0, othersSpare = 0, processes = 0, overdrawn = 0] = answer.map(Number)
    const alone = processes === 0
    return { granted, spent: 0, others, othersHeld, othersSpare, alone, overdrawn: overdrawn === 1 }
  }

  async write(states: readonly LeaseState[]): Promise<void> {
    for (let at = 0; at < states.length; at += STATES_A_WRITE) {
      const args = states
        .slice(at, at + STATES_A_WRITE)
        .flatMap(({ counter, amount, held, spare }) => [counter, whole(amount), whole(held), whole(spare)])
      await this.#run(WRITE, [this.#lists + this.process], [this.process, this.#counters, ...args], WRITE_TIMEOUT_MS)
    }
  }

  beat(): Promise<{ known: boolean; others: number }> {
    return this.#beat("0")
  }

  async leave(kept: readonly LeaseState[]): Promise<void> {
    await this.#beat("1")
    await this.write(kept)
  }

  async #beat(leaves: "0" | "1"): Promise<{ known: boolean; others: number }> {
    const args = [this.process, this.#counters, this.#lists, leaves]
    const [known = 0, others = 0] = (await this.#run(BEAT, [this.#processes], args, WRITE_TIMEOUT_MS)).map(Number)
    return { known: known === 1, others }
  }

  async #run(script: string, keys: string[], args: string[], timeoutMs: number): Promise<unknown[]> {
    return within(this.#evaluate(script, { keys, arguments: args }), timeoutMs, "asking Redis for a part of a limit")
  }

  async #evaluate(script: string, given: { keys: string[]; arguments: string[] }): Promise<unknown[]> {
    const client = await readyClient(this.#opening)
    try {
      return (await client.evalSha(shaOf(script), given)) as unknown[]
    } catch (e) {
      if (!String(e).includes("NOSCRIPT")) throw e
      return (await client.eval(script, given)) as unknown[]
    }
  }
}

const shas = new Map<string, string>()

function shaOf(script: string): string {
  const known = shas.get(script)
  if (known !== undefined) return known
  const sha = createHash("sha1").update(script).digest("hex")
  shas.set(script, sha)
  return sha
}

/** Leases are counted in whole units, upwards. */
function whole(amount: number): string {
  return String(Math.min(MAX, Math.max(-MAX, Math.ceil(amount))))
}
