import { GatewayError } from "#lib/core/errors"
import { encodeSse, SseDecoder, type SseEvent } from "#lib/core/sse"
import type { EventDecoder } from "#lib/providers/provider"
import type { ChatChunk, Usage } from "#lib/wire/chat"
import type { Dialect, Translator } from "#lib/wire/dialect"
import { withServiceTier } from "#lib/wire/service-tier"

/** A provider's stream on its way to the client: bytes in, bytes for the client out. `Passthrough` is the same without translation. */
export interface StreamPipe {
  push(block: Buffer): Buffer | string | null
  /** The provider's body ended; throws when it was cut before its end. */
  end(): Buffer | string | null
  readonly usage: Partial<Usage> | null
  /** A failure behind what `push` returned: the stream is over, the next call throws it. */
  readonly failed: GatewayError | null
  /** The provider said its last word and the client has it. */
  readonly done: boolean
  /** The provider gave a finish reason: the usage it reported is the whole answer's. */
  readonly finished: boolean
  /** Visible text the client was sent, for counting and for prompt storage. */
  deliveredText(): string
}

export interface TranslationOptions {
  readonly hideUsage: boolean
  readonly decoder?: EventDecoder | undefined
  /** The client's request in its own dialect, for answers that repeat parts of it. */
  readonly asked?: Readonly<Record<string, unknown>>
}

/** Provider's dialect → hub → client's dialect, one network read at a time. */
export class TranslatedStream implements StreamPipe {
  readonly #decoder: EventDecoder
  readonly #toHub: Translator<SseEvent, ChatChunk>
  readonly #fromHub: Translator<ChatChunk, SseEvent>
  readonly #hideUsage: boolean
  readonly #clientEnd: SseEvent | null
  failed: GatewayError | null = null
  /** Only the end of the body tells: the client's own last word is owed until then. */
  readonly done = false
  finished = false
  #text: string[] = []
  #usage: Partial<Usage> | null = null
  #serviceTier: unknown

  constructor(provider: Dialect, client: Dialect, options: TranslationOptions) {
    this.#decoder = options.decoder ?? new SseDecoder()
    this.#toHub = provider.toHub.stream()
    this.#fromHub = client.fromHub.stream(options.asked)
    this.#hideUsage = options.hideUsage
    this.#clientEnd = client.terminator
  }

  get usage(): Partial<Usage> | null {
    return withServiceTier(this.#usage, this.#serviceTier)
  }

  deliveredText(): string {
    return this.#text.join("")
  }

  push(block: Buffer): string | null {
    if (this.failed !== null) throw this.failed
    let out = ""
    try {
      for (const event of this.#decode(block)) out += this.#send(this.#toHub.push(event))
    } catch (e) {
      // What came before the failure in the same read still belongs to the client.
      if (out === "") throw e
      this.failed = GatewayError.from(e)
    }
    return out === "" ? null : out
  }

  end(): string | null {
    if (this.failed !== null) throw this.failed
    let out = this.#send(this.#toHub.end())
    for (const event of this.#fromHub.end()) out += encodeSse(event)
    if (this.#clientEnd !== null && !out.includes(this.#clientEnd.data)) out += encodeSse(this.#clientEnd)
    return out === "" ? null : out
  }

  #decode(block: Buffer): SseEvent[] {
    try {
      return this.#decoder.push(block)
    } catch (e) {
      throw new GatewayError("upstream_failed", "The provider sent an event too large to handle.", { cause: e })
    }
  }

  #send(chunks: readonly ChatChunk[]): string {
    let out = ""
    for (const chunk of chunks) {
      this.#watch(chunk)
      if (this.#hideUsage && chunk.choices.length === 0) continue
      for (const event of this.#fromHub.push(chunk)) out += encodeSse(event)
    }
    return out
  }

  #watch(chunk: ChatChunk): void {
    this.#serviceTier = chunk.service_tier ?? this.#serviceTier
    if (chunk.usage) this.#usage = { ...this.#usage, ...chunk.usage }
    for (const { delta, finish_reason } of chunk.choices) {
      if (finish_reason) this.finished = true
      if (delta.content) this.#text.push(delta.content)
      if (delta.reasoning_content) this.#text.push(delta.reasoning_content)
      for (const call of delta.tool_calls ?? []) if (call.function?.arguments) this.#text.push(call.function.arguments)
    }
  }
}
