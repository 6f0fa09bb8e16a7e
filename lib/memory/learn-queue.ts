import type { Log } from "#lib/core/log"

const MAX_WAITING = 200
const PARALLEL = 2

export interface LearnQueueOptions<Job> {
  /** Does one job; it may reject. */
  readonly work: (job: Job) => Promise<void>
  readonly log: Log
  readonly maxWaiting?: number
}

/** Work after the answer, a little at a time. When more is waiting than it holds, the newest is not done: an answer never waits. */
export class LearnQueue<Job> {
  readonly #work: (job: Job) => Promise<void>
  readonly #log: Log
  readonly #maxWaiting: number
  readonly #waiting: Job[] = []
  readonly #running = new Set<Promise<void>>()
  #closed = false

  constructor({ work, log, maxWaiting = MAX_WAITING }: LearnQueueOptions<Job>) {
    this.#work = work
    this.#log = log
    this.#maxWaiting = maxWaiting
  }

  add(job: Job): void {
    if (this.#closed) return
    if (this.#waiting.length >= this.#maxWaiting) {
      this.#log.warn("nothing is remembered of a conversation: too many are waiting", { waiting: this.#waiting.length })
      return
    }
    this.#waiting.push(job)
    this.#next()
  }

  /** All that was added is done. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  /** Takes nothing more and lets what waits go; resolves when what runs has ended. */
  async stop(): Promise<void> {
    this.#closed = true
    this.#waiting.length = 0
    await this.idle()
  }

  #next(): void {
    while (this.#running.size < PARALLEL) {
      const job = this.#waiting.shift()
      if (job === undefined) return
      const running = this.#work(job)
        .catch((e) => this.#log.warn("nothing is remembered of a conversation", { error: String(e) }))
        .finally(() => {
          this.#running.delete(running)
          this.#next()
        })
      this.#running.add(running)
    }
  }
}
