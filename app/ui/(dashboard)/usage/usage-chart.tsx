"use client"

import { useQuery } from "@tanstack/react-query"
import dynamic from "next/dynamic"
import { Segmented } from "#components/data-table/segmented"
import { useVisitor } from "#components/nav/visitor-context"
import { Card, CardBody, CardHeader, CardTitle } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { Select } from "#components/ui/select"
import { Skeleton } from "#components/ui/skeleton"
import { withQuery } from "#lib/ui/api"
import type { UsageSavingsOutput } from "#lib/ui/api.gen"
import { SERIES_COUNT, seriesColor } from "#lib/ui/chart-colors"
import {
  type ActivityDay,
  type Dimension,
  type Measure,
  measureOf,
  totalUsage,
  usageSeries,
} from "#lib/ui/daily-activity"
import { formatCompact, formatCount } from "#lib/ui/format"
import { formatDay, formatDayShort } from "#lib/ui/format-day"
import { formatNano, nanoOf } from "#lib/ui/nano"
import { shareName } from "#lib/ui/share-name"
import { eachDay, eachHour, slotInstants } from "#lib/ui/time-range"
import { chartWords } from "#lib/ui/words/components-charts"
import { figureWords } from "#lib/ui/words/figures"
import { dimensionWords, usageWords } from "#lib/ui/words/usage"
import { savingsQuery, seriesQuery } from "./queries"
import { groupsOf } from "./usage-groups"
import { type ShownMeasure, type UsageWindow, useUsageFilters } from "./use-usage-filters"

/** A third of the page's script is the chart library: the figures and tables do not wait for it. */
const StackedBars = dynamic(() => import("#components/charts/stacked-bars").then((chart) => chart.StackedBars), {
  ssr: false,
  loading: () => <Skeleton className="h-77" />,
})

const words = usageWords.chart
const MEASURES = [
  ["spend", words.measures.spend],
  ["requests", words.measures.requests],
  ["tokens", words.measures.tokens],
  ["errors", words.measures.errors],
  ["saved", words.measures.saved],
] as const
const SLOTS = [
  ["day", words.bySlot.day],
  ["hour", words.bySlot.hour],
] as const

/** One measure a day or hour, in layers; a bar leads to its requests. */
export function UsageChart({ window }: { window: UsageWindow }) {
  const [{ measure, by }, setFilters] = useUsageFilters()
  const slot = window.byHour ? "hour" : "day"
  const title =
    measure === "saved"
      ? usageWords.savings.title(words.slotInTitle[slot])
      : words.title(words.measures[measure], words.slotInTitle[slot], dimensionWords[by].inTitle)
  return (
    <Card>
      <CardHeader className="flex-wrap items-center">
        <CardTitle>{title}</CardTitle>
        <div className="flex max-w-full flex-wrap gap-2">
          <Segmented
            label={words.measure}
            value={measure}
            options={MEASURES}
            onChange={(next) => void setFilters({ measure: next })}
          />
          {window.mayBeByHour && (
            <Segmented
              label={words.slots}
              value={slot}
              options={SLOTS}
              onChange={(next) => void setFilters({ slot: next })}
            />
          )}
          {measure !== "saved" && <GroupSelect />}
        </div>
      </CardHeader>
      <CardBody>
        {measure === "saved" ? (
          <Savings window={window} title={title} />
        ) : (
          <Usage window={window} title={title} measure={measure} by={by} />
        )}
      </CardBody>
    </Card>
  )
}

function GroupSelect() {
  const [{ by }, setFilters] = useUsageFilters()
  const visitor = useVisitor()
  return (
    <Select
      aria-label={words.groupBy}
      className="w-40"
      value={by}
      onChange={(event) => void setFilters({ by: event.target.value as Dimension })}
    >
      {groupsOf(visitor).map((group) => (
        <option key={group} value={group}>
          {dimensionWords[group].by}
        </option>
      ))}
    </Select>
  )
}

interface UsageProps {
  window: UsageWindow
  title: string
  measure: Measure
  by: Dimension
}

function Usage({ window, title, measure, by }: UsageProps) {
  const usage = useQuery(seriesQuery(window, by))
  if (usage.isPending) return <Skeleton className="h-77" />
  if (!usage.data) return <ErrorState title={words.failed} error={usage.error} onRetry={() => void usage.refetch()} />
  return <Layers days={usage.data.days} {...{ window, title, measure, by }} />
}

function Layers({ days, window, title, measure, by }: UsageProps & { days: readonly ActivityDay[] }) {
  const drawn = usageSeries(days, {
    dimension: by,
    measure,
    range: window.days,
    top: SERIES_COUNT,
    byHour: window.byHour,
  })
  const series = drawn.series.map((layer, rank) => ({
    id: layer.id,
    label: layer.share ? shareName(layer.share, by) : figureWords.everythingElse,
    color: seriesColor(layer.share ? rank : null),
    values: layer.values,
  }))
  const format = measure === "spend" ? formatNano : formatCount
  const whole = format(measureOf(totalUsage(days), measure))
  return (
    <>
      {by === "tag" && <p className="mb-3 text-faint text-xs">{words.tagsOverlap}</p>}
      <StackedBars
        title={title}
        summary={words.summary(whole, spanOf(window), series[0]?.label ?? words.noLargest)}
        categories={drawn.days}
        series={series}
        formatCategory={formatDayShort}
        formatValue={format}
        formatTick={tickFormat(measure)}
        integers={measure !== "spend"}
        slot={window.byHour ? chartWords.slot.hour : chartWords.slot.day}
        hrefOf={(slot) => slotHref(slot, window, measure)}
      />
    </>
  )
}

/** What answers from the cache would have cost. */
function Savings({ window, title }: { window: UsageWindow; title: string }) {
  const savings = useQuery(savingsQuery(window))
  if (savings.isPending) return <Skeleton className="h-77" />
  if (!savings.data)
    return <ErrorState title={words.failed} error={savings.error} onRetry={() => void savings.refetch()} />
  const { total_hits: hits, total_saved: saved } = savings.data.metadata
  const summary = (hits === 1 ? usageWords.savings.oneAnswer : usageWords.savings.answers)(
    formatNano(nanoOf(saved)),
    formatCount(hits),
  )
  const axis = window.byHour ? eachHour(window.days) : eachDay(window.days)
  return (
    <>
      <p className="mb-3 text-muted text-sm tabular-nums" data-testid="cache-saved" data-nano={nanoOf(saved)}>
        {summary}
      </p>
      <StackedBars
        title={title}
        summary={usageWords.savings.inSpan(summary, spanOf(window))}
        categories={axis}
        series={[
          {
            id: "saved",
            label: usageWords.savings.saved,
            color: seriesColor(1),
            values: savedBySlot(axis, savings.data),
          },
        ]}
        formatCategory={formatDayShort}
        formatValue={formatNano}
        formatTick={tickFormat("saved")}
        slot={window.byHour ? chartWords.slot.hour : chartWords.slot.day}
        hrefOf={(slot) => slotHref(slot, window, "saved")}
      />
    </>
  )
}

function savedBySlot(axis: readonly string[], { results }: UsageSavingsOutput): number[] {
  const bySlot = new Map(results.map(({ date, saved }) => [date, nanoOf(saved)]))
  return axis.map((slot) => bySlot.get(slot) ?? 0)
}

const spanOf = ({ days }: UsageWindow) => words.span(formatDay(days.start), formatDay(days.end))

/** The requests of a slot: of errors those that failed, of savings those the cache answered. */
function slotHref(slot: string, { offsetMinutes }: UsageWindow, measure: ShownMeasure): string {
  const { start, end } = slotInstants(slot, offsetMinutes)
  return withQuery("/ui/logs", {
    range: "custom",
    from: start.toISOString(),
    to: end.toISOString(),
    status: measure === "errors" ? "failure" : null,
    cache: measure === "saved" ? "hit" : null,
  })
}

function tickFormat(measure: ShownMeasure): (value: number) => string {
  const money = measure === "spend" || measure === "saved"
  return money ? (nano) => (nano === 0 ? "$0" : formatNano(nano)) : formatCompact
}
