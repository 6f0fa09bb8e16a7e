/** One of many things to choose from: what is sent, and what is shown. */
export interface Choice {
  readonly id: string
  readonly name: string
  /** A second line: an email, an id. */
  readonly note?: string | undefined
}
