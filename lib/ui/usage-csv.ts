import { type CsvCell, toCsv } from "#lib/core/csv"
import { usdFromNano } from "#lib/core/money"
import { type ActivityDay, type Dimension, type Totals, totalUsage, type UsageShare, usageBy } from "./daily-activity"
import { usageWords } from "./words/usage"

const HEAD = ["date", "name", "id", "spend_usd", "requests", "failed_requests", "prompt_tokens", "completion_tokens"]

/**
 * The range as CSV, one row a day (or hour) and model (key, team …), oldest first; `nameOf` gives what the page shows. What belongs to
 * none of them has a row of its own, so that the rows of a day add up to it; tags overlap, and do not.
 */
export function usageCsv(
  days: readonly ActivityDay[],
  dimension: Dimension,
  nameOf: (share: UsageShare) => string,
): string {
  const ordered = [...days].sort((a, b) => (a.date < b.date ? -1 : 1))
  const rows: CsvCell[][] = ordered.flatMap((day) => {
    const shares = usageBy([day], dimension, "spend")
    const named = shares.map((share) => row(day.date, [nameOf(share), share.id], share.totals))
    const rest = shares.reduce((left, { totals }) => without(left, totals), totalUsage([day]))
    return rest.requests > 0 ? [...named, row(day.date, [usageWords.csvRest, ""], rest)] : named
  })
  return toCsv([HEAD, ...rows])
}

function row(date: string, names: readonly string[], totals: Totals): CsvCell[] {
  const { spendNano, requests, failures, promptTokens, completionTokens } = totals
  return [date, ...names, usdFromNano(spendNano), requests, failures, promptTokens, completionTokens]
}

function without(from: Totals, part: Totals): Totals {
  return {
    spendNano: from.spendNano - part.spendNano,
    promptTokens: from.promptTokens - part.promptTokens,
    completionTokens: from.completionTokens - part.completionTokens,
    requests: from.requests - part.requests,
    failures: from.failures - part.failures,
  }
}
