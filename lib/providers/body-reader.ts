import { GatewayError } from "#lib/core/errors"

/** Bytes held for a consumer that does not read; beyond, the upstream is paused (backpressure). */
const HIGH_WATER_BYTES = 256 * 1024

/** What a reader needs of the connection it reads from. */
export interface Flow {
  pause(): void
  resume(): void
  abort(reason: Error): void
}

/**
 * An upstream's body as it arrives. `read` returns everything received since the last call in one piece, so that a
 * consumer pays per network read and not per chunk.
 */
export class BodyReader {
  #chunks: Buffer[] = []
  #heldBytes = 0
  #paused = false
  #ended = false
  #failure: Error | null = null
  #wake: (() => void) | null = null
  readonly #flow: Flow

  constructor(flow: Flow) {
    this.#flow = flow
  }

  /** Called by the connection: bytes arrived. */
  push(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#heldBytes += chunk.length
    if (this.#heldBytes > HIGH_WATER_BYTES && !this.#paused) {
      this.#paused = true
      this.#flow.pause()
    }
    this.#stir()
  }

  /** Called by the connection: the body is complete, or broke. */
  finish(failure: Error | null): void {
    this.#ended = true
    this.#failure ??= failure
    this.#stir()
  }

  /** All bytes since the last read; null at the clean end; throws what broke the connection once the bytes before it were read. */
  async read(): Promise<Buffer | null> {
    if (this.#chunks.length === 0 && !this.#ended) await new Promise<void>((resolve) => (this.#wake = resolve))
    if (this.#chunks.length > 0) return this.#take()
    if (this.#failure !== null) throw this.#failure
    return null
  }

  /** The whole body; throws `upstream_failed` beyond `maxBytes`. */
  async readAll(maxBytes: number): Promise<Buffer> {
    while (!this.#ended && this.#heldBytes <= HIGH_WATER_BYTES)
      await new Promise<void>((resolve) => (this.#wake = resolve))
    if (this.#ended && this.#failure === null && this.#heldBytes <= maxBytes) return this.#take()
    const parts: Buffer[] = []
    let total = 0
    for (let part = await this.read(); part !== null; part = await this.read()) {
      total += part.length
      if (total > maxBytes) {
        this.cancel()
        throw new GatewayError("upstream_failed", "The provider's answer is larger than the gateway accepts.")
      }
      parts.push(part)
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
  }

  /** Gives the body up and closes the connection. Harmless after the end. */
  cancel(): void {
    if (this.#ended) return
    this.#ended = true
    this.#chunks = []
    this.#flow.abort(new Error("cancelled"))
    this.#stir()
  }

  #take(): Buffer {
    const chunks = this.#chunks
    this.#chunks = []
    this.#heldBytes = 0
    if (this.#paused) {
      this.#paused = false
      this.#flow.resume()
    }
    return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
  }

  #stir(): void {
    const wake = this.#wake
    this.#wake = null
    wake?.()
  }
}
