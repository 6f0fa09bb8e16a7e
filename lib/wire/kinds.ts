import type { GatewayError } from "#lib/core/errors"
import type { Usage } from "./chat"

/** The kinds of call beside chat that go to a provider as one request and come back as one answer. */
export type Kind =
  | "embeddings"
  | "images"
  | "imageEdits"
  | "imageVariations"
  | "transcriptions"
  | "translations"
  | "speech"
  | "rerank"
  | "moderations"
  | "countTokens"
  | "countContents"

/** A file of a multipart request. Never logged. */
export interface UploadedFile {
  readonly field: string
  readonly filename: string
  readonly contentType: string
  readonly bytes: Buffer
}

/**
 * The hub's request of a kind: OpenAI's fields of that endpoint (Cohere's for rerank, Anthropic's for countTokens, Gemini's for
 * countContents). Codecs read the fields they know; the rest rides along. `model` is the provider's own name.
 */
export interface KindRequest {
  readonly fields: Readonly<Record<string, unknown>>
  readonly files: readonly UploadedFile[]
}

/** One part of a multipart body. */
export type FormPart =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly file: UploadedFile }

/** What a provider is sent. */
export interface ProviderRequest {
  readonly body:
    | { readonly json: Readonly<Record<string, unknown>> }
    | { readonly form: readonly FormPart[] }
    | { readonly bytes: Buffer; readonly contentType: string }
  /** Appended to the service's path: a segment that follows from the request, or a query (`?model=…`). */
  readonly suffix?: string
  /** The `accept` header, for providers that choose their answer's form by it. */
  readonly accept?: string
}

/** A provider's whole answer. */
export interface ProviderAnswer {
  readonly contentType: string
  readonly bytes: Buffer
}

/** What is billed beside tokens. */
export interface Units {
  /** Seconds of audio that went in. */
  readonly seconds?: number
  /** Seconds of audio that came out. */
  readonly outputSeconds?: number
  /** Characters spoken. */
  readonly characters?: number
  /** Images made. */
  readonly images?: number
  /** Pixels of all images made. */
  readonly pixels?: number
  /** Search units (rerank). */
  readonly searches?: number
  /** Requests that have one price each. */
  readonly requests?: number
  /** Tokens of `prompt_tokens` that are images, where they have a price of their own. */
  readonly imageInputTokens?: number
  /** Tokens of `completion_tokens` that are images. */
  readonly imageOutputTokens?: number
}

/** The usage of a call of any kind: tokens in hub terms, and units. */
export interface KindUsage extends Partial<Usage> {
  readonly units?: Units
}

/** The hub's answer: OpenAI's JSON of that endpoint, or text or bytes with their type (subtitles, speech). */
export interface KindAnswer {
  readonly body: Readonly<Record<string, unknown>> | string | Buffer
  /** Of text and bytes. */
  readonly contentType?: string
  /** What the provider said of it; what is missing is measured from the request. */
  readonly usage: KindUsage | null
}

/** How one provider API says one kind of call. Pure, synchronous. */
export interface Codec {
  readonly id: string
  /** Throws `invalid_request` or `unsupported_params` naming the field. */
  request(ask: KindRequest): ProviderRequest
  /** Throws `upstream_failed` only when nothing can be read. */
  answer(from: ProviderAnswer, ask: KindRequest): KindAnswer
  /** The provider's error → ours; absent: `providerError`. */
  error?(status: number, body: string): GatewayError
  /** The answer is sent on while it arrives when its type matches (`audio/…`, `text/event-stream`). */
  streams?(contentType: string): boolean
  /** Usage inside an event of such a stream (SSE only). */
  eventUsage?(data: string): KindUsage | null
  /** For APIs that take one input a call: the single requests of this one, at most 64, and their answers as one. */
  split?(ask: KindRequest): KindRequest[]
  join?(answers: readonly KindAnswer[], ask: KindRequest): KindAnswer
  /** For APIs that answer with a place to ask again: that address (empty: the same again), or null when this is the answer itself. */
  poll?(from: ProviderAnswer): string | null
}

/** True for the content type of server-sent events. */
export function isEventStream(contentType: string): boolean {
  return contentType.startsWith("text/event-stream")
}
