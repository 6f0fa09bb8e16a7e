/** A ready piece of text that makes a client use this gateway. */
export interface Snippet {
  readonly id: string
  readonly label: string
  readonly kind: "agent" | "code"
  readonly code: string
  /** What has to be known besides, in a sentence. */
  readonly note?: string
}

export interface SnippetFacts {
  /** Scheme, host and port, no path. */
  readonly origin: string
  readonly key: string
  readonly model: string
}
