/** Tells all processes of one deployment that something changed. No history: who is not connected misses it. */
export interface Bus {
  /**
   * Every listener of this process is called before the promise settles, also when the others cannot be reached; then it
   * rejects. A message may have `MAX_MESSAGE_BYTES`; a longer one is a RangeError and reaches nobody.
   */
  publish(topic: string, message: string): Promise<void>
  /** Gives the function that ends the subscription. What a listener throws is logged and stops nobody else. */
  subscribe(topic: string, listener: (message: string) => void): () => void
  /** Afterwards nothing is delivered any more, and publishing rejects. */
  close(): Promise<void>
}

/** Topic and message together, in UTF-8 as JSON. Postgres carries less than 8000 bytes in a notification. */
export const MAX_MESSAGE_BYTES = 7_500
