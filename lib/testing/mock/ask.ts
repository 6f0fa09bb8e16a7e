/** What the mock needs to know of a chat request, whichever wire format it came in. */
export interface Ask {
  readonly model: string
  readonly stream: boolean
  /** The client wants usage in the stream; formats that always report it say true. */
  readonly streamUsage: boolean
  /** Everything the client said, for counting. */
  readonly promptText: string
  /** The user's last words. */
  readonly lastUserText: string
  /** The result of a tool, when the last message brings one. */
  readonly toolResult: string | null
  readonly tools: readonly AskedTool[]
  /** A tool must be called: any (true) or the named one. */
  readonly forced: boolean | string
  readonly maxTokens: number | null
}

export interface AskedTool {
  readonly name: string
  /** JSON schema of its arguments. */
  readonly schema: unknown
}

/** One finished answer, before a wire format is put on it. */
export interface Answer {
  readonly id: string
  readonly model: string
  readonly createdSeconds: number
  /** The text as it is streamed, one content chunk each; empty when a tool is called. */
  readonly pieces: readonly string[]
  readonly toolCall: { readonly id: string; readonly name: string; readonly argumentsJson: string } | null
  readonly finish: "stop" | "length" | "tool"
  readonly usage: TokenUsage
  /** False leaves usage out of the answer. */
  readonly usageReported: boolean
}

export interface TokenUsage {
  readonly promptTokens: number
  readonly completionTokens: number
}

/** One event of a stream as it goes onto the wire. */
export interface Frame {
  readonly text: string
  /** Carries content: what `stall-<k>` and `drop-<k>` count. */
  readonly content: boolean
}

/** A refusal before it is worded in a wire format. */
export type Refusal =
  | "wrong_key"
  | "unknown_model"
  | "bad_request"
  | "context_window"
  | "rate_limit"
  | "no_quota"
  | "server_error"
  | "unavailable"
  | "overloaded"

export const refusalStatus: Readonly<Record<Refusal, number>> = {
  wrong_key: 401,
  unknown_model: 404,
  bad_request: 400,
  context_window: 400,
  rate_limit: 429,
  no_quota: 429,
  server_error: 500,
  unavailable: 503,
  overloaded: 529,
}

/** One wire format, both directions: a client's body in, answers and errors out. Pure. */
export interface WireFormat {
  /** Null when the body is not a request of this format. */
  read(body: Readonly<Record<string, unknown>>): Ask | null
  json(answer: Answer): unknown
  frames(answer: Answer, ask: Ask): Frame[]
  refusal(kind: Refusal, model: string): unknown
  /** An error in the middle of a stream. */
  errorFrame(): Frame
}

/** True for a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** The text of a message's content: a string as it is, of an array its text parts, of a nested tool result its content. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content
  if (!Array.isArray(content)) return ""
  return content
    .filter(isRecord)
    .map((part) => (typeof part.text === "string" ? part.text : textOf(part.content)))
    .filter((text) => text !== "")
    .join("\n")
}

/** A text in two pieces, as a provider streams a tool's arguments. */
export function halves(text: string): [string, string] {
  const middle = Math.ceil(text.length / 2)
  return [text.slice(0, middle), text.slice(middle)]
}
