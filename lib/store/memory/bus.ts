import type { Log } from "#lib/core/log"
import { type Bus, MAX_MESSAGE_BYTES } from "#lib/store/bus"

/** A bus for one process; the part of every bus that serves the process's own listeners. */
export class MemoryBus implements Bus {
  readonly #listeners = new Map<string, Set<(message: string) => void>>()
  readonly #log: Log
  #closed = false

  constructor(log: Log) {
    this.#log = log
  }

  async publish(topic: string, message: string): Promise<void> {
    this.check(topic, message)
    this.deliver(topic, message)
  }

  subscribe(topic: string, listener: (message: string) => void): () => void {
    // One wrapper a subscription, so that a function subscribed twice is called twice and leaves twice.
    const mine = (message: string) => listener(message)
    const all = this.#listeners.get(topic) ?? new Set()
    this.#listeners.set(topic, all.add(mine))
    return () => {
      all.delete(mine)
      if (all.size === 0 && this.#listeners.get(topic) === all) this.#listeners.delete(topic)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#listeners.clear()
  }

  /** Throws when a message may not be published. */
  check(topic: string, message: string): void {
    if (this.#closed) throw new Error("the bus is closed")
    const bytes = Buffer.byteLength(JSON.stringify([topic, message]))
    if (bytes > MAX_MESSAGE_BYTES)
      throw new RangeError(`a message of ${bytes} bytes is too long for the bus (${MAX_MESSAGE_BYTES})`)
  }

  /** Calls the listeners of a topic, each whatever the others do. */
  deliver(topic: string, message: string): void {
    for (const listener of [...(this.#listeners.get(topic) ?? [])])
      try {
        listener(message)
      } catch (e) {
        this.#log.error("a listener of the bus failed", { topic, error: String(e) })
      }
  }
}
