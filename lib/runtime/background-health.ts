import { setTimeout as sleep } from "node:timers/promises"
import type { Log } from "#lib/core/log"
import { checkHealth } from "#lib/gateway/check-health"
import type { HealthReport } from "#lib/gateway/health-report"
import type { Runtime } from "#lib/gateway/runtime"

/** Asks the deployments again and again and keeps what came of it: for the report alone, no routing looks at it. */
export class BackgroundHealth {
  readonly #rt: () => Runtime
  readonly #log: Log
  #intervalMs: number | null = null
  #running: AbortController | null = null
  #report: HealthReport | null = null

  constructor(rt: () => Runtime, log: Log) {
    this.#rt = rt
    this.#log = log
  }

  /** The last round's results; null before the first has ended, or when nothing is checked. */
  get report(): HealthReport | null {
    return this.#report
  }

  /** Begins (with a round at once), goes on at another pace, or with null ends. */
  every(intervalMs: number | null): void {
    if (intervalMs === this.#intervalMs) return
    this.stop()
    this.#intervalMs = intervalMs
    if (intervalMs === null) return
    const running = new AbortController()
    this.#running = running
    void this.#rounds(intervalMs, running.signal)
  }

  stop(): void {
    this.#running?.abort()
    this.#running = null
    this.#intervalMs = null
    this.#report = null
  }

  async #rounds(intervalMs: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const report = await checkHealth(
          this.#rt(),
          signal,
          (d) => d.entry.model_info?.disable_background_health_check !== true,
        )
        if (!signal.aborted) this.#report = report
      } catch (e) {
        this.#log.warn("a round of health checks failed", { error: String(e) })
      }
      // Ends early when told to; keeps no process alive.
      await sleep(intervalMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }
}
