import type { GatewayError } from "#lib/core/errors"
import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk, ChatRequest, ChatResponse, Usage } from "./chat"

/**
 * A synchronous stream translator with its state inside: events in, events out. No I/O and no promises, so that a whole
 * network read is translated at once and a test feeds it an array.
 */
export interface Translator<In, Out> {
  push(input: In): Out[]
  /** The upstream's body ended. Returns what is still owed; throws `upstream_failed` when the stream was cut before its end. */
  end(): Out[]
}

/** What one raw event of a dialect says about money and the end, without translating it. */
export interface Peek {
  /** Usage as far as known; later peeks of the same stream replace earlier ones field by field. */
  readonly usage?: Partial<Usage>
  /** The stream said its last word. */
  readonly done?: true
  /** A finish reason was given: the answer is complete even if the terminator never comes. */
  readonly finished?: true
  /** The provider reported an error inside the stream. */
  readonly error?: GatewayError
  /** True for the usage-only chunk OpenAI sends because we asked for it (`choices: []`). */
  readonly usageOnly?: true
  /** Visible output text and tool arguments of this event, for counting what a client received. */
  readonly text?: string
}

/** From a provider or client that speaks this dialect to the hub. Pure. */
export interface ToHub {
  /** Client request body (parsed JSON) → hub. Throws `invalid_request` naming the field. */
  request(body: Record<string, unknown>): ChatRequest
  /** Provider's parsed JSON answer → hub. Reads minimal and nullish; throws `upstream_failed` only when nothing can be read. */
  response(body: unknown): ChatResponse
  stream(): Translator<SseEvent, ChatChunk>
  /** Provider's error answer → ours: context window, content policy, rate limit, auth … recognised; `model` for the message. */
  error(status: number, body: string): GatewayError
}

/** From the hub to a provider or client that speaks this dialect. Pure. */
export interface FromHub {
  /** Hub → provider request body (a fresh object). Throws `unsupported_params` naming what this dialect cannot say. */
  request(chat: ChatRequest): Record<string, unknown>
  /** `asked` is the client's own request in this dialect, for answers that repeat parts of it. */
  response(chat: ChatResponse, asked?: Readonly<Record<string, unknown>>): Record<string, unknown>
  stream(asked?: Readonly<Record<string, unknown>>): Translator<ChatChunk, SseEvent>
  /** The error body a client of this dialect expects (unary). */
  error(e: GatewayError): Record<string, unknown>
  /** The event that tells a client of this dialect that its stream died. */
  errorEvent(e: GatewayError): SseEvent
}

/** How bytes mean. Transport (URL, auth, framing) is the provider's business. */
export interface Dialect {
  readonly id: string
  readonly toHub: ToHub
  readonly fromHub: FromHub
  /** Strings of which at least one is in every raw event worth a `peek`; all other events pass unparsed. */
  readonly needles: readonly string[]
  peek(e: SseEvent): Peek
  /** Is this parsed JSON a whole answer of this dialect, whatever it says? */
  isAnswer(body: object): boolean
  /** Usage of a unary answer, in hub terms; null when it gives none. */
  usage(body: unknown): Usage | null
  /** The event that ends a complete stream, when the dialect has one and the provider forgot it. */
  readonly terminator: SseEvent | null
  /** Ids of calls may carry signatures (tool-call-id.ts), which are read; for everyone else they are cut. */
  readonly signedIds?: true
}
