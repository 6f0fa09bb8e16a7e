"use client"

import { useQuery } from "@tanstack/react-query"
import { Download } from "lucide-react"
import { Button } from "#components/ui/button"
import type { ActivityDay } from "#lib/ui/daily-activity"
import { downloadText } from "#lib/ui/download-text"
import { shareName } from "#lib/ui/share-name"
import { usageCsv } from "#lib/ui/usage-csv"
import { usageWords } from "#lib/ui/words/usage"
import { seriesQuery } from "./queries"
import { useUsageFilters, useUsageWindow } from "./use-usage-filters"

/** The shown range as a CSV file, grouped and cut as the chart is. */
export function UsageActions() {
  const [{ by }] = useUsageFilters()
  const window = useUsageWindow()
  const { data, isPlaceholderData } = useQuery(seriesQuery(window, by))

  function save(days: readonly ActivityDay[]) {
    if (!window) return
    const name = `usage-by-${by}-${window.days.start}-to-${window.days.end}.csv`
    downloadText(
      name,
      "text/csv",
      usageCsv(days, by, (share) => shareName(share, by)),
    )
  }

  return (
    <Button
      variant="outline"
      disabled={!data?.days.length || isPlaceholderData}
      onClick={() => data && save(data.days)}
    >
      <Download aria-hidden />
      {usageWords.exportCsv}
    </Button>
  )
}
