import type { GatewayError } from "#lib/core/errors"
import { SseDecoder } from "#lib/core/sse"
import type { Usage } from "#lib/wire/chat"
import type { KindUsage } from "#lib/wire/kinds"
import type { StreamPipe } from "./translated-stream"

/** Bytes sent on as they come (speech, or events the client reads itself); events are looked at for usage. */
export class RelayedStream implements StreamPipe {
  readonly #watch: ((data: string) => KindUsage | null) | null
  readonly #events: SseDecoder | null
  #usage: KindUsage
  readonly failed: GatewayError | null = null
  readonly done = false
  /** What is billed was known when it began. */
  readonly finished = true

  constructor(watch: ((data: string) => KindUsage | null) | null, measured: KindUsage) {
    this.#watch = watch
    this.#events = watch === null ? null : new SseDecoder()
    this.#usage = measured
  }

  get usage(): Partial<Usage> {
    return this.#usage
  }

  push(block: Buffer): Buffer {
    for (const { data } of this.#events?.push(block) ?? []) {
      const usage = this.#watch?.(data) ?? null
      if (usage !== null) this.#usage = { ...this.#usage, ...usage, units: { ...this.#usage.units, ...usage.units } }
    }
    return block
  }

  end(): null {
    return null
  }

  deliveredText(): string {
    return ""
  }
}
