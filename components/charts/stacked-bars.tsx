"use client"

import { useRouter } from "next/navigation"
import { Bar, BarChart, BarStack, CartesianGrid, Tooltip, XAxis, YAxis } from "recharts"
import { chartWords } from "#lib/ui/words/components-charts"
import type { ChartSeries } from "./chart-series"
import { ChartTooltip } from "./chart-tooltip"
import { SeriesTable } from "./series-table"

const MAX_TICKS = 5

interface StackedBarsProps {
  /** What is drawn, e.g. "Spend by day and model"; read out, and the name of the table. */
  title: string
  /** The figures of interest in a sentence, read out with the title. */
  summary: string
  categories: readonly string[]
  series: readonly ChartSeries[]
  formatCategory: (category: string) => string
  formatValue: (value: number) => string
  /** Shorter than `formatValue`, for the axis. */
  formatTick: (value: number) => string
  integers?: boolean | undefined
  /** Where what is behind a category is shown: its bar and its row lead there. */
  hrefOf?: ((category: string) => string) | undefined
  /** What a category is, as the table's head says it. */
  slot?: string | undefined
}

/** Bars in layers, a legend, a tooltip (arrow keys move it) and the same figures as a table. */
export function StackedBars(props: StackedBarsProps) {
  const { title, summary, categories, series, formatCategory, formatValue, hrefOf, slot } = props
  return (
    <figure className="min-w-0">
      <figcaption className="sr-only">{title}</figcaption>
      <Picture {...props} />
      <ul className="mt-4 flex flex-wrap gap-x-4 gap-y-1.5 text-muted text-xs" aria-label={chartWords.legend}>
        {series.map((layer) => (
          <li key={layer.id} className="flex min-w-0 items-center gap-1.5">
            <span className="size-2 shrink-0 rounded-xs" style={{ background: layer.color }} aria-hidden />
            <span className="truncate">{layer.label}</span>
          </li>
        ))}
      </ul>
      <SeriesTable {...{ title, categories, series, formatCategory, formatValue, hrefOf, slot }} />
      <p className="sr-only">{summary}</p>
    </figure>
  )
}

function Picture({ title, summary, categories, series, ...props }: StackedBarsProps) {
  const router = useRouter()
  const { hrefOf } = props
  const rows = categories.map((category, i) => ({
    category,
    ...Object.fromEntries(series.map((layer, n) => [`v${n}`, layer.values[i] ?? 0])),
  }))
  const tick = { fill: "var(--faint)", fontSize: 11 }
  return (
    <BarChart
      responsive
      className="h-60 w-full data-linked:cursor-pointer [&_.recharts-surface:focus-visible]:rounded-md [&_.recharts-surface]:overflow-visible"
      data={rows}
      margin={{ top: 6, right: 4, bottom: 0, left: 0 }}
      barCategoryGap={categories.length > 45 ? "10%" : "22%"}
      title={title}
      desc={summary}
      data-linked={hrefOf === undefined ? undefined : true}
      onClick={({ activeLabel }) => {
        if (hrefOf !== undefined && activeLabel !== undefined) router.push(hrefOf(String(activeLabel)))
      }}
    >
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="category"
        tickFormatter={props.formatCategory}
        tick={tick}
        tickLine={false}
        axisLine={{ stroke: "var(--line-strong)" }}
        ticks={evenTicks(categories)}
        interval="preserveEnd"
        minTickGap={4}
        tickMargin={8}
      />
      <YAxis
        tickFormatter={props.formatTick}
        tick={tick}
        tickLine={false}
        axisLine={false}
        width="auto"
        tickCount={5}
        allowDecimals={!props.integers}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={{ fill: "var(--hover)", opacity: 0.6 }}
        content={(tip) => (
          <ChartTooltip active={tip.active} category={tip.label} {...{ categories, series }} {...props} />
        )}
      />
      <BarStack stackId="all" radius={[3, 3, 0, 0]}>
        {series.map((layer, n) => (
          <Bar
            key={layer.id}
            dataKey={`v${n}`}
            name={layer.label}
            fill={layer.color}
            maxBarSize={44}
            isAnimationActive={false}
          />
        ))}
      </BarStack>
    </BarChart>
  )
}

/** At most five categories at even distances, the last (today, mostly) among them: as many as a phone has room for. */
function evenTicks(categories: readonly string[]): string[] {
  const step = Math.ceil(categories.length / MAX_TICKS)
  return categories.filter((_, i) => (categories.length - 1 - i) % step === 0)
}
