import type { Row } from "./row-change"

/** Something that is changed: its rows in the API's answers, and the queries that hold them. */
export interface Thing {
  readonly subject: string
  /** What it is called, in messages. */
  readonly title: string
  readonly groups: readonly string[]
  readonly fits: (row: Row) => boolean
  /** Fields whose old value does not put back what was. */
  readonly noWayBack: readonly string[]
}

/** Writing a budget's period begins its window anew, and another named budget is another period. */
export const PERIOD_FIELDS = ["budget_duration", "budget_id"]

const MAX_TITLE_CHARS = 80

/** As much of a name as a message has room for. */
export function shortTitle(title: string): string {
  const chars = [...title]
  return chars.length <= MAX_TITLE_CHARS ? title : `${chars.slice(0, MAX_TITLE_CHARS - 1).join("")}…`
}
