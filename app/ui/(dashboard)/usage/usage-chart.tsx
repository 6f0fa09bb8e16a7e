"use client"

import dynamic from "next/dynamic"
import { Segmented } from "#components/data-table/segmented"
import { Card, CardBody, CardHeader, CardTitle } from "#components/ui/card"
import { Skeleton } from "#components/ui/skeleton"
import { SERIES_COUNT, seriesColor } from "#lib/ui/chart-colors"
import { type ActivityDay, type Measure, measureOf, type Totals, usageSeries } from "#lib/ui/daily-activity"
import { formatCompact, formatCount } from "#lib/ui/format"
import { formatDay, formatDayShort } from "#lib/ui/format-day"
import { formatNano } from "#lib/ui/nano"
import { shareName } from "#lib/ui/share-name"
import { type UsageWindow, useUsageFilters } from "./use-usage-filters"

/** A third of the page's script is the chart library: the figures and tables do not wait for it. */
const StackedBars = dynamic(() => import("#components/charts/stacked-bars").then((chart) => chart.StackedBars), {
  ssr: false,
  loading: () => <Skeleton className="h-77" />,
})

const MEASURES = [
  ["spend", "Spend"],
  ["requests", "Requests"],
  ["tokens", "Tokens"],
] as const
const GROUPS = [
  ["model", "By model"],
  ["key", "By key"],
  ["provider", "By provider"],
] as const

interface UsageChartProps {
  days: readonly ActivityDay[]
  totals: Totals
  window: UsageWindow
}

/** One measure a day, in layers. */
export function UsageChart({ days, totals, window }: UsageChartProps) {
  const [{ measure, by }, setFilters] = useUsageFilters()
  const drawn = usageSeries(days, { dimension: by, measure, range: window.days, top: SERIES_COUNT })
  const series = drawn.series.map((layer, rank) => ({
    id: layer.id,
    label: layer.share ? shareName(layer.share, by) : "Everything else",
    color: seriesColor(layer.share ? rank : null),
    values: layer.values,
  }))
  const format = measure === "spend" ? formatNano : formatCount
  const title = `${MEASURES.find(([name]) => name === measure)?.[1]} by day and ${by}`
  const span = `${formatDay(window.days.start)} to ${formatDay(window.days.end)}`
  return (
    <Card>
      <CardHeader className="flex-wrap items-center">
        <CardTitle>{title}</CardTitle>
        <div className="flex flex-wrap gap-2">
          <Segmented
            label="Measure"
            value={measure}
            options={MEASURES}
            onChange={(next) => void setFilters({ measure: next })}
          />
          <Segmented label="Group" value={by} options={GROUPS} onChange={(next) => void setFilters({ by: next })} />
        </div>
      </CardHeader>
      <CardBody>
        <StackedBars
          title={title}
          summary={`${format(measureOf(totals, measure))} from ${span}; largest: ${series[0]?.label ?? "none"}.`}
          categories={drawn.days}
          series={series}
          formatCategory={formatDayShort}
          formatValue={format}
          formatTick={tickFormat(measure)}
          integers={measure !== "spend"}
        />
      </CardBody>
    </Card>
  )
}

function tickFormat(measure: Measure): (value: number) => string {
  return measure === "spend" ? (nano) => (nano === 0 ? "$0" : formatNano(nano)) : formatCompact
}
