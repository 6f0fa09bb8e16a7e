import type { ChatRequest } from "#lib/wire/chat"
import type { Dialect } from "#lib/wire/dialect"
import type { Kind, KindAnswer, KindUsage, UploadedFile } from "#lib/wire/kinds"

/** A chat request as the client sent it, parsed once. */
export interface ChatBody {
  /** The body's text, for the native path. */
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
  /** The model the client asked for. */
  readonly model: string
  readonly stream: boolean
  /** The client asked for the usage chunk itself. */
  readonly wantsUsage: boolean
  /** The dialect the client speaks. */
  readonly dialect: Dialect
  /** The request in hub terms; translated on first need. */
  chat(): ChatRequest
  /** Set for the other kinds of call; `chat` and `dialect` then only word errors. */
  readonly other?: KindCall
}

/** A request of another kind than chat. */
export interface KindCall {
  readonly kind: Kind
  /** The client's fields, without `model` and without files. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly files: readonly UploadedFile[]
  /** What can be known of its usage before it is sent; the provider's own figures win. */
  readonly measured: KindUsage
  /** What a model reads of it, for counting. */
  text(): string
  /** The gateway's own answer, for models whose provider has no such API. */
  otherwise?(): Promise<KindAnswer>
}

/** The same request with some fields replaced; everything read of it is read anew. */
export function withParams(body: ChatBody, params: Readonly<Record<string, unknown>>): ChatBody {
  const json = { ...body.json, ...params }
  const { other } = body
  return {
    ...body,
    text: JSON.stringify(json),
    json,
    chat: () => body.dialect.toHub.request(json),
    ...(other === undefined ? {} : { other: { ...other, fields: { ...other.fields, ...params } } }),
  }
}
