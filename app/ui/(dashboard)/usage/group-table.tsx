import { useQuery } from "@tanstack/react-query"
import type { Dimension, Totals } from "#lib/ui/daily-activity"
import { dimensionWords } from "#lib/ui/words/usage"
import { seriesQuery } from "./queries"
import { ShareTable } from "./share-table"
import type { UsageWindow } from "./use-usage-filters"

/** The shares of the group the chart is by. */
export function GroupTable({ by, totals, window }: { by: Dimension; totals: Totals; window: UsageWindow }) {
  const usage = useQuery(seriesQuery(window, by))
  if (!usage.data) return null
  return (
    <ShareTable title={dimensionWords[by].many} dimension={by} days={usage.data.days} totals={totals} window={window} />
  )
}
