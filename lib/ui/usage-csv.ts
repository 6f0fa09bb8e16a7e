import { type CsvCell, toCsv } from "#lib/core/csv"
import { usdFromNano } from "#lib/core/money"
import { type ActivityDay, type Dimension, type UsageShare, usageBy } from "./daily-activity"

const HEAD = ["date", "name", "id", "spend_usd", "requests", "failed_requests", "prompt_tokens", "completion_tokens"]

/** The range as CSV, one row a day and model (key, provider), oldest day first; `nameOf` gives what the page shows. */
export function usageCsv(
  days: readonly ActivityDay[],
  dimension: Dimension,
  nameOf: (share: UsageShare) => string,
): string {
  const ordered = [...days].sort((a, b) => (a.date < b.date ? -1 : 1))
  const rows: CsvCell[][] = ordered.flatMap((day) =>
    usageBy([day], dimension, "spend").map((share) => [
      day.date,
      nameOf(share),
      share.id,
      usdFromNano(share.totals.spendNano),
      share.totals.requests,
      share.totals.failures,
      share.totals.promptTokens,
      share.totals.completionTokens,
    ]),
  )
  return toCsv([HEAD, ...rows])
}
