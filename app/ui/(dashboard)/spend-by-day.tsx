import { useQuery } from "@tanstack/react-query"
import dynamic from "next/dynamic"
import { parseAsStringLiteral, useQueryState } from "nuqs"
import { Segmented } from "#components/data-table/segmented"
import { Card, CardBody, CardHeader, CardTitle } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { Skeleton } from "#components/ui/skeleton"
import type { SubjectActivity } from "#lib/ui/api.gen"
import { SERIES_COUNT, seriesColor } from "#lib/ui/chart-colors"
import { totalUsage, usageSeries } from "#lib/ui/daily-activity"
import { formatDayShort } from "#lib/ui/format-day"
import { formatNano } from "#lib/ui/nano"
import { type Subject, subjectActivityQuery } from "#lib/ui/subject-activity"
import { type DayRange, localDay, usageDays } from "#lib/ui/time-range"
import { useViewerZone } from "#lib/ui/use-viewer-zone"
import { figureWords, rangeWords } from "#lib/ui/words/figures"
import { shareNameWords } from "#lib/ui/words/share-names"
import { spendByDayWords } from "#lib/ui/words/spend-by-day"

/** The chart library comes after the figures. */
const StackedBars = dynamic(() => import("#components/charts/stacked-bars").then((chart) => chart.StackedBars), {
  ssr: false,
  loading: () => <Skeleton className="h-77" />,
})

const RANGES = [
  ["7d", rangeWords["7d"]],
  ["30d", rangeWords["30d"]],
  ["90d", rangeWords["90d"]],
] as const

/** What a team or an organization spent each day, by model, in the viewer's zone. */
export function SpendByDay(subject: Subject) {
  const [range, setRange] = useQueryState("range", parseAsStringLiteral(["7d", "30d", "90d"]).withDefault("30d"))
  const zone = useViewerZone()
  const days = zone && usageDays({ range, from: null, to: null }, localDay(Date.now(), zone.offsetMinutes))
  const activity = useQuery(subjectActivityQuery(subject, days, zone?.offsetMinutes ?? 0))
  return (
    <Card>
      <CardHeader className="flex-wrap items-center">
        <CardTitle>{spendByDayWords.title}</CardTitle>
        <Segmented
          label={spendByDayWords.days}
          value={range}
          options={RANGES}
          onChange={(next) => void setRange(next)}
        />
      </CardHeader>
      <CardBody>
        {activity.isPending && <Skeleton className="h-77" />}
        {activity.isError && !activity.data && (
          <ErrorState
            title={spendByDayWords.failed}
            error={activity.error}
            onRetry={() => void activity.refetch()}
            className="py-8"
          />
        )}
        {activity.data && days && <SpendChart days={activity.data.results} range={days} />}
      </CardBody>
    </Card>
  )
}

function SpendChart({ days, range }: { days: SubjectActivity["results"]; range: DayRange }) {
  const totals = totalUsage(days)
  const drawn = usageSeries(days, { dimension: "model", measure: "spend", range, top: SERIES_COUNT })
  const summary = figureWords.spendInRequests(formatNano(totals.spendNano), totals.requests)
  return (
    <>
      <p className="mb-4 text-muted text-sm tabular-nums" data-testid="days-spend" data-nano={totals.spendNano}>
        {summary}
      </p>
      {drawn.series.length > 0 && (
        <StackedBars
          title={spendByDayWords.chart}
          summary={summary}
          categories={drawn.days}
          series={drawn.series.map((layer, rank) => ({
            id: layer.id,
            label: layer.share ? layer.share.id || shareNameWords.none.model : figureWords.everythingElse,
            color: seriesColor(layer.share ? rank : null),
            values: layer.values,
          }))}
          formatCategory={formatDayShort}
          formatValue={formatNano}
          formatTick={(nano) => (nano === 0 ? "$0" : formatNano(nano))}
        />
      )}
    </>
  )
}
