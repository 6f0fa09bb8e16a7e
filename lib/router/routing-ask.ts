/** Tokens a request will probably come to. */
export interface Expected {
  readonly promptTokens: number
  /** Output tokens to hold: the client's own limit where it set one. */
  readonly reservedCompletionTokens: number
  readonly expectedCompletionTokens: number
}

/** What of a request matters when its deployment is chosen. */
export interface RoutingAsk {
  readonly stream: boolean
  readonly expected: Expected
  readonly tags: readonly string[]
  /** What keeps this request with those before it (a session, a conversation, a key); null = nothing does. */
  readonly affinityKey: string | null
}

/** A request nothing is known of. */
export const PLAIN_ASK: RoutingAsk = {
  stream: false,
  expected: { promptTokens: 0, reservedCompletionTokens: 0, expectedCompletionTokens: 0 },
  tags: [],
  affinityKey: null,
}
