import { GatewayError } from "#lib/core/errors"
import { encodeSse, SseDecoder, type SseEvent } from "#lib/core/sse"
import type { Usage } from "./chat"
import { DeliveredText } from "./delivered-text"
import type { Dialect, Peek } from "./dialect"
import { EventFinder, lastBoundary } from "./event-boundary"
import { truncatedStream } from "./provider-error"
import { parseJson } from "./read-json"

const MAX_EVENT_BYTES = 32 * 1024 * 1024
const KEEP_BYTES = 262_144
/** Of a body that is no event stream, as much as an error message can use. */
const MAX_ALIEN_BYTES = 65_536
/** A boundary is at most CR LF CR LF: three bytes of it may have come with the block before. */
const OVERLAP = 3

export interface PassthroughOptions {
  readonly dialect: Dialect
  /** Drop OpenAI's usage-only chunk because the client had not asked for usage. */
  readonly hideUsage: boolean
  /** Raw bytes kept before they are boiled down to their text, for counting what was delivered; default 262144. */
  readonly keepBytes?: number
}

/**
 * Forwards a stream whose dialect the client speaks too. Bytes in any partition go in, bytes that end at an event boundary come
 * out, unchanged. Only events that contain one of the dialect's needles, or do not end
 * like JSON, are parsed.
 *
 * An error event, or a broken event among those that are parsed, ends the stream: `push` returns what came before it, `failed`
 * is set at once, and the next `push` or `end` throws it (the same `push` does when nothing came before). The caller tells the
 * client with `dialect.fromHub.errorEvent`. Bytes after the stream's last word are dropped.
 */
export class Passthrough {
  readonly #dialect: Dialect
  readonly #needles: RegExp
  readonly #hideUsage: boolean
  readonly #delivered: DeliveredText
  #held: Buffer[] = []
  #heldBytes = 0
  #usage: Partial<Usage> | null = null
  #failed: GatewayError | null = null
  #started = false
  #alien = false
  #finished = false
  #done = false

  constructor(options: PassthroughOptions) {
    this.#dialect = options.dialect
    this.#needles = needlePattern(options.dialect)
    this.#hideUsage = options.hideUsage
    this.#delivered = new DeliveredText(options.dialect, options.keepBytes ?? KEEP_BYTES)
  }

  /** What the provider reported so far, merged over all its events; null when it reported nothing. */
  get usage(): Partial<Usage> | null {
    return this.#usage
  }

  /** The provider gave a finish reason: what it reported is the whole answer's. */
  get finished(): boolean {
    return this.#finished
  }

  /** The stream said its last word; what follows is dropped. */
  get done(): boolean {
    return this.#done
  }

  /** The provider's failure, known as soon as its event arrived; the next `push` or `end` throws it. */
  get failed(): GatewayError | null {
    return this.#failed
  }

  /** The visible text delivered so far (reasoning and tool arguments included). Parsed only here, so ask only when needed. */
  deliveredText(): string {
    return this.#delivered.text()
  }

  /** Takes a network read; returns what may be sent to the client now, null when no event is complete. */
  push(block: Buffer): Buffer | null {
    if (this.#failed) throw this.#failed
    if (this.#done || block.length === 0) return null
    if (!this.#started) this.#start(block)
    if (this.#alien) return this.#hold(block, MAX_ALIEN_BYTES)
    const cut = this.#cut(block)
    if (cut === null) {
      if (this.#heldBytes + block.length > MAX_EVENT_BYTES) throw this.#fail(tooLarge())
      return this.#hold(block, MAX_EVENT_BYTES)
    }
    return this.#deliver(this.#complete(block, cut))
  }

  /**
   * The upstream's body ended. Returns what is still owed to the client: an event whose blank line never came, and the terminator
   * when the provider forgot it. Throws `upstream_failed` when the stream was cut before its end.
   */
  end(): Buffer | null {
    if (this.#failed) throw this.#failed
    if (this.#done) return null
    const held = Buffer.concat(this.#held)
    this.#held = []
    if (this.#alien || !this.#started) throw this.#fail(this.#dialect.toHub.error(500, held.toString("utf8")))
    const last = held.length > 0 ? this.#lastEvent(held) : null
    if (this.#failed) throw this.#failed
    if (this.#done) return last
    if (!this.#finished) throw this.#fail(truncatedStream())
    const { terminator } = this.#dialect
    this.#done = true
    const closing = terminator ? Buffer.from(encodeSse(terminator)) : null
    if (last && closing) return Buffer.concat([last, closing])
    return closing ?? last
  }

  /** An event stream begins with a field name, a comment, a blank line or a byte order mark; JSON and HTML do not. */
  #start(block: Buffer): void {
    let at = 0
    while (at < block.length && (block[at] === 10 || block[at] === 13 || block[at] === 32)) at++
    const first = block[at]
    if (first === undefined) return
    this.#started = true
    this.#alien = first === 0x7b || first === 0x3c || first === 0x5b
  }

  /** How many bytes of `block` belong to complete events (0 when it completes the held ones by what it is not); null for none. */
  #cut(block: Buffer): number | null {
    const before = this.#held[this.#held.length - 1]
    if (!before) return lastBoundary(block) || null
    const ending = before.length >= OVERLAP ? before : Buffer.concat(this.#held.slice(-OVERLAP))
    const overlap = ending.subarray(-OVERLAP)
    const boundary = lastBoundary(Buffer.concat([overlap, block]))
    return boundary === 0 ? null : boundary - overlap.length
  }

  #hold(block: Buffer, most: number): null {
    if (this.#heldBytes + block.length <= most) {
      this.#held.push(block)
      this.#heldBytes += block.length
    }
    return null
  }

  #complete(block: Buffer, cut: number): Buffer {
    const head = cut === block.length ? block : block.subarray(0, cut)
    const complete = this.#heldBytes === 0 ? head : Buffer.concat([...this.#held, head])
    this.#held = cut === block.length ? [] : [block.subarray(cut)]
    this.#heldBytes = block.length - cut
    return complete
  }

  #deliver(complete: Buffer): Buffer | null {
    const text = complete.toString("latin1")
    this.#needles.lastIndex = 0
    const out = this.#needles.test(text) ? this.#inspect(complete, text) : complete
    if (out) this.#delivered.add(out)
    else if (this.#failed) throw this.#failed
    return out
  }

  /** Peeks at the events that contain a needle, the first of which was just found; returns what may reach the client. */
  #inspect(bytes: Buffer, text: string): Buffer | null {
    const finder = new EventFinder(text)
    const kept: Buffer[] = []
    let keptFrom = 0
    let from = 0
    do {
      const { start, end } = finder.around(this.#needles.lastIndex - 1, from)
      const peek = this.#read(bytes.subarray(start, end))
      if (peek.error) this.#failed = peek.error
      if (peek.error || (peek.usageOnly && this.#hideUsage)) {
        if (start > keptFrom) kept.push(bytes.subarray(keptFrom, start))
        keptFrom = end
      }
      if (this.#failed) return joined(kept)
      if (this.#done) return joined([...kept, bytes.subarray(keptFrom, end)])
      from = end
      this.#needles.lastIndex = end
    } while (this.#needles.test(text))
    if (keptFrom < bytes.length) kept.push(bytes.subarray(keptFrom))
    return joined(kept)
  }

  /** Decodes one event and takes note of what it says. */
  #read(raw: Buffer): Peek {
    const event = decoded(raw)
    if (!event) return {}
    const peek = this.#dialect.peek(event)
    if (peek.usage) this.#usage = merged(this.#usage, peek.usage)
    if (peek.finished) this.#finished = true
    if (peek.done) this.#done = true
    return peek
  }

  /** The bytes after the last blank line: an event when its data is whole, otherwise what is left of a cut stream. */
  #lastEvent(held: Buffer): Buffer | null {
    const closed = Buffer.concat([held, Buffer.from("\n\n")])
    const event = decoded(closed)
    if (!event) return null
    const peek = this.#read(closed)
    if (peek.error) {
      if (parseJson(event.data) !== undefined) this.#fail(peek.error)
      return null
    }
    if (peek.usageOnly && this.#hideUsage) return null
    this.#delivered.add(closed)
    return closed
  }

  #fail(error: GatewayError): GatewayError {
    this.#failed = error
    this.#held = []
    return error
  }
}

/** The first (and only) event in these bytes, without a decoder's state when they are plain. */
function decoded(raw: Buffer): SseEvent | undefined {
  const text = raw.toString("utf8")
  if (text.startsWith("data: ") && text.indexOf("\n") === text.length - 2 && !text.includes("\r"))
    return { event: "", data: text.slice(6, -2) }
  return new SseDecoder(MAX_EVENT_BYTES).push(raw)[0]
}

const patterns = new WeakMap<Dialect, RegExp>()

/** An event whose last line does not end like JSON: worth a look, for it may have been cut short. */
const UNFINISHED = "[^}\\n](?=\\n\\n)"

/** All needles of a dialect in one expression: one scan instead of one per needle. Callers set `lastIndex` first. */
function needlePattern(dialect: Dialect): RegExp {
  let pattern = patterns.get(dialect)
  if (!pattern) {
    const escaped = dialect.needles.map((needle) => needle.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    pattern = new RegExp([...escaped, UNFINISHED].join("|"), "g")
    patterns.set(dialect, pattern)
  }
  return pattern
}

function joined(parts: Buffer[]): Buffer | null {
  const [first] = parts
  if (first === undefined) return null
  return parts.length === 1 ? first : Buffer.concat(parts)
}

/** Field by field; a dialect that never says a total gets the sum. */
function merged(known: Partial<Usage> | null, news: Partial<Usage>): Partial<Usage> {
  const usage = { ...known, ...news }
  if (news.total_tokens !== undefined) return usage
  const { prompt_tokens: prompt, completion_tokens: completion } = usage
  return prompt === undefined || completion === undefined ? usage : { ...usage, total_tokens: prompt + completion }
}

function tooLarge(): GatewayError {
  const megabytes = MAX_EVENT_BYTES / 1024 / 1024
  return new GatewayError(
    "upstream_failed",
    `The provider sent one event of more than ${megabytes} MB, which is not forwarded.`,
  )
}
