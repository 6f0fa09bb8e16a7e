import { redact } from "#lib/core/log"
import { BodyReader } from "#lib/providers/body-reader"
import type { Outgoing, Sender } from "#lib/providers/send"

/** Of each body the log keeps the beginning: half a long conversation says what was changed. */
const MAX_BYTES = 100_000

/** What went over the wire for one request besides what the client sent, as the log keeps it. No secret of the gateway is in it. */
export interface WireBodies {
  /** Of the deployment that was asked last. Null: none was. */
  readonly provider: ProviderExchange | null
  /** What a streaming client was sent; an answer in one piece is the row's response. */
  readonly client_response: string | null
}

interface ProviderExchange {
  readonly url: string
  readonly request: string | null
  /** Null: no answer came. */
  readonly status: number | null
  /** The provider's own id of the request. */
  readonly request_id: string | null
  readonly response: string | null
}

/** Records one call for the log, only while prompts are stored: what its last provider was sent and sent, and what the client got. */
export class WireTape {
  #url = ""
  #asked: string | null = null
  #status: number | null = null
  #requestId: string | null = null
  #said: Beginning | null = null
  #given: Beginning | null = null

  /** The same sender, with what it sends and gets on this tape. */
  recording(sender: Sender): Sender {
    return {
      send: async (out) => {
        this.#url = `${out.origin}${out.path}`
        this.#asked = sentText(out.body)
        this.#status = null
        this.#said = null
        const upstream = await sender.send(out)
        this.#status = upstream.status
        this.#requestId = upstream.header("x-request-id") ?? upstream.header("request-id")
        this.#said = new Beginning(upstream.header("content-type"))
        return { ...upstream, body: new TappedReader(upstream.body, this.#said) }
      },
      close: () => sender.close(),
    }
  }

  /** A piece of a stream goes to the client. */
  given(part: string | Uint8Array): void {
    this.#given ??= new Beginning("text/event-stream")
    this.#given.add(part)
  }

  bodies(): WireBodies {
    const provider =
      this.#url === ""
        ? null
        : {
            url: redact(this.#url),
            request: this.#asked,
            status: this.#status,
            request_id: this.#requestId,
            response: this.#said?.text() ?? null,
          }
    return { provider, client_response: this.#given?.text() ?? null }
  }
}

function sentText(body: Outgoing["body"]): string | null {
  if (body === null) return null
  if (typeof body !== "string") return Buffer.isBuffer(body) ? `[${body.length} bytes of a form]` : "[bytes passed on]"
  return shortened(body, body.length)
}

function shortened(text: string, whole: number): string {
  const said = redact(text.slice(0, MAX_BYTES))
  return whole > MAX_BYTES ? `${said}\n[the first ${MAX_BYTES} of ${whole} characters]` : said
}

const TEXT = /^(text\/|application\/(?:[\w.-]+\+)?json|application\/x-ndjson|application\/(?:[\w.-]+\+)?xml)/

/** The beginning of a body that comes in pieces; of one that is no text only its size. */
class Beginning {
  readonly #type: string
  readonly #parts: Buffer[] = []
  #held = 0
  #bytes = 0

  constructor(type: string | null) {
    this.#type = type ?? "application/json"
  }

  add(part: string | Uint8Array): void {
    this.#bytes += typeof part === "string" ? Buffer.byteLength(part) : part.length
    const room = MAX_BYTES - this.#held
    if (room <= 0) return
    // A copy of what is kept: a view would hold on to the whole piece, which may be a large answer.
    const kept = typeof part === "string" ? Buffer.from(part.slice(0, room)) : Buffer.from(part.subarray(0, room))
    this.#held += kept.length
    this.#parts.push(kept)
  }

  text(): string {
    if (!TEXT.test(this.#type)) return `[${this.#bytes} bytes of ${this.#type.slice(0, 100)}]`
    return shortened(Buffer.concat(this.#parts).toString("utf8"), this.#bytes)
  }
}

const NOWHERE = { pause: () => undefined, resume: () => undefined, abort: () => undefined }

/** A body that is read as before, with what is read noted down. */
class TappedReader extends BodyReader {
  readonly #body: BodyReader
  readonly #note: Beginning

  constructor(body: BodyReader, note: Beginning) {
    super(NOWHERE)
    this.#body = body
    this.#note = note
  }

  override async read(): Promise<Buffer | null> {
    const part = await this.#body.read()
    if (part !== null) this.#note.add(part)
    return part
  }

  override async readAll(maxBytes: number): Promise<Buffer> {
    const whole = await this.#body.readAll(maxBytes)
    this.#note.add(whole)
    return whole
  }

  override cancel(): void {
    this.#body.cancel()
  }
}
