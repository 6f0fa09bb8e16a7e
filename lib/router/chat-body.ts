import type { ChatRequest } from "#lib/wire/chat"
import type { Dialect } from "#lib/wire/dialect"

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
}
