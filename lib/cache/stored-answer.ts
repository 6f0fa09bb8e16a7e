/** A whole answer as it was sent to the client, and what is needed to give it again. */
export interface StoredAnswer {
  readonly storedAt: number
  readonly status: number
  readonly contentType: string
  readonly body: string | Uint8Array
  /** The body is a stream's, from its first event to its last. */
  readonly stream: boolean
  /** The provider's own words, not a translation. */
  readonly native: boolean
  /** The deployment it came from. */
  readonly modelId: string
  /** What it cost, in nano-dollars; null = its price was not known. */
  readonly costNano: number | null
  /** Tokens that were read and written for it. */
  readonly promptTokens: number
  readonly completionTokens: number
}

const VERSION = 1

/** Answer → the text a store keeps. */
export function encodeAnswer(answer: StoredAnswer): string {
  const { body, ...head } = answer
  const bytes = typeof body !== "string"
  const kept = bytes ? Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("base64") : body
  return JSON.stringify({ v: VERSION, ...head, bytes, body: kept })
}

/** The other way; null when it was written by another version, or by somebody else. */
export function decodeAnswer(text: string): StoredAnswer | null {
  let read: Partial<StoredAnswer> & { v?: unknown; bytes?: unknown }
  try {
    read = (JSON.parse(text) ?? {}) as typeof read
  } catch {
    return null
  }
  const { v, bytes, body, storedAt, status, contentType, stream, modelId, costNano } = read
  if (v !== VERSION || typeof body !== "string" || typeof contentType !== "string") return null
  if (typeof storedAt !== "number" || typeof status !== "number" || typeof modelId !== "string") return null
  return {
    storedAt,
    status,
    contentType,
    body: bytes === true ? Buffer.from(body, "base64") : body,
    stream: stream === true,
    native: read.native === true,
    modelId,
    costNano: typeof costNano === "number" ? costNano : null,
    promptTokens: Number(read.promptTokens ?? 0),
    completionTokens: Number(read.completionTokens ?? 0),
  }
}
