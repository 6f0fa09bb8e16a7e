import { setTimeout as sleep } from "node:timers/promises"
import type { BatchParts } from "./carry-batch"
import { BatchRun } from "./carry-batch"

export interface EngineSettings {
  /** Rows at the same time, of all batches in this process together. */
  readonly parallel: number
  /** Rows begun a minute in this process; null = as many as go. */
  readonly perMinute: number | null
  readonly maxRows: number
  /** How often a batch that a provider runs is looked at. */
  readonly pollMs: number
}

export interface EngineOptions extends Omit<BatchParts, "parallel" | "maxRows" | "turn" | "pollMs"> {
  settings(): EngineSettings
}

const LOOK_MS = 2_000
const RENEW_MS = 2_000
const SWEEP_MS = 10 * 60_000
const MAX_BATCHES = 8
/** These only wait, most of the time. */
const MAX_NATIVE = 64

/**
 * Works on the batches of the database, a few at a time. A batch belongs to one process at a time, which says again and again that it
 * lives; what a dead one leaves is taken over, row by row where it stood.
 */
export class BatchEngine {
  readonly #options: EngineOptions
  readonly #parts: BatchParts
  readonly #running = new Map<string, { readonly run: BatchRun; readonly done: Promise<void> }>()
  readonly #timers: NodeJS.Timeout[] = []
  #looking: Promise<void> | null = null
  #again = false
  #accepting = false
  #failing = false
  #nextTurnAt = 0

  constructor(options: EngineOptions) {
    this.#options = options
    this.#parts = {
      ...options,
      parallel: () => Math.max(1, Math.floor(options.settings().parallel / Math.max(1, this.#count(false)))),
      pollMs: () => options.settings().pollMs,
      maxRows: () => options.settings().maxRows,
      turn: (stop) => this.#turn(stop),
    }
  }

  start(): void {
    this.#accepting = true
    this.#every(LOOK_MS, () => this.look())
    this.#every(RENEW_MS, () => this.#renew())
    this.#every(SWEEP_MS, () => this.#options.files.sweep())
    void this.look()
  }

  /** Looks for work now. */
  look(): Promise<void> {
    if (!this.#accepting) return Promise.resolve()
    this.#again = true
    this.#looking ??= this.#lookAll().finally(() => {
      this.#looking = null
    })
    return this.#looking
  }

  /** Somebody cancelled it: if it is here, nothing more of it begins. */
  cancelled(id: string): void {
    this.#running.get(id)?.run.heard("cancelling")
  }

  /** Begins nothing new; what runs goes on. */
  drain(): void {
    this.#accepting = false
    for (const timer of this.#timers) clearInterval(timer)
    for (const { run } of this.#running.values()) run.leave()
  }

  /** Resolves when the rows that run have their answers; other processes go on with the rest. */
  async stop(): Promise<void> {
    this.drain()
    await this.#looking
    for (const { run } of this.#running.values()) run.leave()
    await Promise.all([...this.#running.values()].map(({ done }) => done))
    await this.#options.batches.release(this.#options.process).catch(() => undefined)
  }

  async #lookAll(): Promise<void> {
    while (this.#again && this.#accepting) {
      this.#again = false
      try {
        await this.#claim(MAX_BATCHES, false)
        await this.#claim(MAX_NATIVE, true)
        this.#failing = false
      } catch (e) {
        if (!this.#failing) this.#options.log.warn("batches cannot be looked for", { error: String(e) })
        this.#failing = true
      }
    }
  }

  async #claim(most: number, native: boolean): Promise<void> {
    const limit = most - this.#count(native)
    if (limit <= 0) return
    const { batches, process } = this.#options
    const claimed = await batches.claim(process, { mine: [...this.#running.keys()], limit, native })
    for (const batch of claimed) this.#begin(batch)
  }

  #count(native: boolean): number {
    let count = 0
    for (const { run } of this.#running.values()) if (run.native === native) count++
    return count
  }

  #begin(batch: ConstructorParameters<typeof BatchRun>[1]): void {
    const run = new BatchRun(this.#parts, batch)
    const done = run
      .carry()
      .catch((e: unknown) => {
        this.#options.log.error("work on a batch broke off; it is taken up again", {
          batch: batch.id,
          error: String(e),
        })
      })
      .finally(() => {
        this.#running.delete(batch.id)
      })
    this.#running.set(batch.id, { run, done })
  }

  async #renew(): Promise<void> {
    if (this.#running.size === 0) return
    const held = [...this.#running]
    try {
      const mine = new Map((await this.#options.batches.renew(this.#options.process)).map((batch) => [batch.id, batch]))
      for (const [id, { run }] of held) {
        const batch = mine.get(id)
        if (batch === undefined) run.leave()
        else run.heard(batch.status)
      }
    } catch {
      // The lease ends by itself, and results of a row count once whoever writes them.
    }
  }

  /** Spaces requests out evenly when they are limited by the minute. */
  async #turn(stop: AbortSignal): Promise<void> {
    const { perMinute } = this.#options.settings()
    if (perMinute === null) return
    const now = performance.now()
    const at = Math.max(now, this.#nextTurnAt)
    this.#nextTurnAt = at + 60_000 / perMinute
    if (at > now) await sleep(at - now, undefined, { signal: stop, ref: false }).catch(() => undefined)
  }

  #every(ms: number, work: () => Promise<unknown>): void {
    const timer = setInterval(() => void work().catch(() => undefined), ms)
    timer.unref()
    this.#timers.push(timer)
  }
}
