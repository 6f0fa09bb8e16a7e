import type { BodyReader } from "#lib/providers/body-reader"
import type { Usage } from "#lib/wire/chat"
import type { StreamPipe } from "./translated-stream"

/** A complete answer, in the client's dialect. */
export interface JsonAnswer {
  readonly kind: "json"
  /** The provider's own words: client and provider speak the same dialect. */
  readonly native?: boolean
  readonly status: number
  readonly text: string
  /** What is sent in place of `text` when the answer is no text. */
  readonly bytes?: Buffer
  /** Absent: JSON. */
  readonly contentType?: string
  readonly usage: Usage | null
  /** What the log keeps of it, when that is not the answer itself (files and vectors). */
  readonly logged?: unknown
  /** Visible text, for counting when the provider gave no usage. */
  visibleText(): string
}

/** A stream whose first event is here. `first` is in the client's dialect. */
export interface StreamAnswer {
  readonly kind: "stream"
  /** The provider's own words: client and provider speak the same dialect. */
  readonly native?: boolean
  readonly first: Buffer | string | null
  readonly pipe: StreamPipe
  readonly body: BodyReader
  /** Of bytes that are no event stream: nothing may be added to them. */
  readonly contentType?: string
}

export type Answer = JsonAnswer | StreamAnswer
