import cluster, { type Worker } from "node:cluster"
import { once } from "node:events"
import type { Say } from "#lib/cli/say"
import { makeLog } from "#lib/core/log"
import type { ServeArgs } from "./serve-args"

const STOP_MS = 45_000
/** A process that ends sooner than this after its start would only end again: the next is started more slowly. */
const SHORT_LIFE_MS = 10_000
const MAX_DELAY_MS = 30_000

/** Says that this process serves; one of several leaves it to the process that started it, which waits for all. */
export function sayServing(lines: readonly string[], say: Say): void {
  if (cluster.isWorker) process.send?.(lines)
  else for (const line of lines) say(line)
}

/** Which of the processes this one is, from 1; null when there is only one. */
export function workerNumber(env: NodeJS.ProcessEnv): number | null {
  return cluster.isWorker ? Number(env.TOLLGATE_WORKER ?? 1) : null
}

/**
 * Serves with `count` processes on one port: each is a whole gateway, and they divide limits over the database. One that dies is
 * started anew, and books what the dead one owed. Resolves with the exit status.
 */
export async function serveWorkers(args: ServeArgs, count: number, say: Say): Promise<number> {
  const workers = new Workers(args, say)
  // The first alone: it makes the database, and what is wrong with the config is said once.
  const ready = await workers.start(1)
  if (ready === null) return 1
  const started = await Promise.all(Array.from({ length: count - 1 }, (_, i) => workers.start(i + 2)))
  if (started.includes(null)) {
    await workers.stop("SIGTERM")
    return 1
  }
  for (const line of ready) say(line)
  say(`  ${count} processes serve; they share every limit.`)
  say("")
  return workers.untilTold()
}

class Workers {
  readonly #log
  readonly #say: Say
  readonly #alive = new Map<number, { worker: Worker; since: number }>()
  #stopping = false
  #delayMs = 0

  constructor({ level }: ServeArgs, say: Say) {
    this.#log = makeLog(level)
    this.#say = say
  }

  /** What it says once it serves; null when it ended before that. */
  async start(number: number): Promise<readonly string[] | null> {
    const worker = cluster.fork({ TOLLGATE_WORKER: String(number) })
    const ready = once(worker, "message").then(([lines]) => lines as string[])
    const ended = once(worker, "exit").then(() => null)
    const said = await Promise.race([ready, ended])
    if (said !== null) {
      this.#alive.set(number, { worker, since: performance.now() })
      void ended.then(() => this.#died(number))
    }
    return said
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    this.#stopping = true
    const all = [...this.#alive.values()].map(({ worker }) => worker)
    const ended = Promise.all(all.map((worker) => (worker.isDead() ? null : once(worker, "exit"))))
    for (const worker of all) worker.process.kill(signal)
    const late = setTimeout(() => {
      for (const worker of all) worker.process.kill("SIGKILL")
    }, STOP_MS)
    await ended
    clearTimeout(late)
  }

  untilTold(): Promise<number> {
    process.on("SIGHUP", () => {
      // One reads the config anew and tells the others over the database.
      const [first] = this.#alive.values()
      first?.worker.process.kill("SIGHUP")
    })
    return new Promise((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const)
        process.on(signal, () => {
          if (this.#stopping) return
          this.#say("Stopping: running requests are finished, spend is written.")
          void this.stop("SIGTERM").then(() => resolve(0))
        })
    })
  }

  #died(number: number): void {
    const lived = performance.now() - (this.#alive.get(number)?.since ?? 0)
    this.#alive.delete(number)
    if (this.#stopping) return
    this.#delayMs = lived < SHORT_LIFE_MS ? Math.min(MAX_DELAY_MS, this.#delayMs * 2 + 200) : 0
    this.#log.error("a serving process ended; another takes its place", { worker: number, in_ms: this.#delayMs })
    setTimeout(() => void this.#replace(number), this.#delayMs)
  }

  async #replace(number: number): Promise<void> {
    if (this.#stopping || (await this.start(number)) !== null) return
    this.#delayMs = Math.min(MAX_DELAY_MS, this.#delayMs * 2 + 200)
    setTimeout(() => void this.#replace(number), this.#delayMs)
  }
}
