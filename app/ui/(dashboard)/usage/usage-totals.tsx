import { Card } from "#components/ui/card"
import { cn } from "#lib/ui/cn"
import type { Totals } from "#lib/ui/daily-activity"
import { formatCompact, formatCount, formatPercent } from "#lib/ui/format"
import { formatDay } from "#lib/ui/format-day"
import { formatNano } from "#lib/ui/nano"
import { type Change, changeOf } from "#lib/ui/overview"
import type { DayRange } from "#lib/ui/time-range"

const CHANGE_LOOK: Readonly<Record<Change["tone"], string>> = {
  neutral: "bg-subtle text-muted",
  good: "bg-success-soft text-success",
  bad: "bg-danger-soft text-danger",
}

interface UsageTotalsProps {
  totals: Totals
  /** As many days before; null: not compared, or not known yet. */
  before: Totals | null
  /** Which days those are. */
  days: DayRange
}

/** The four figures of the range, and how they differ from those of the days before. */
export function UsageTotals({ totals, before, days }: UsageTotalsProps) {
  const tokens = totals.promptTokens + totals.completionTokens
  const perRequest =
    totals.requests === 0 ? "no requests" : `${formatNano(totals.spendNano / totals.requests)} a request`
  const failed = totals.requests === 0 ? "–" : `${formatPercent(totals.failures / totals.requests)} of requests`
  const split = `${formatCompact(totals.promptTokens)} in, ${formatCompact(totals.completionTokens)} out`
  const span = `${formatDay(days.start)} – ${formatDay(days.end)}`
  const change = (now: number, then: (before: Totals) => number, what: "neutral" | "less is good" = "neutral") =>
    before && { ...changeOf(now, then(before), what), span, was: then(before) }
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile
        name="Spend"
        value={formatNano(totals.spendNano)}
        note={perRequest}
        nano={totals.spendNano}
        change={change(totals.spendNano, (of) => of.spendNano)}
      />
      <Tile
        name="Requests"
        value={formatCount(totals.requests)}
        note={`${formatCount(totals.requests - totals.failures)} succeeded`}
        change={change(totals.requests, (of) => of.requests)}
      />
      <Tile
        name="Tokens"
        value={formatCompact(tokens)}
        note={split}
        change={change(tokens, (of) => of.promptTokens + of.completionTokens)}
      />
      <Tile
        name="Failures"
        value={formatCount(totals.failures)}
        note={failed}
        change={change(totals.failures, (of) => of.failures, "less is good")}
      />
    </dl>
  )
}

interface TileProps {
  name: string
  value: string
  note: string
  nano?: number
  change: (Change & { span: string; was: number }) | null
}

function Tile({ name, value, note, nano, change }: TileProps) {
  return (
    <Card className="min-w-0 px-4 py-3.5 sm:px-5 sm:py-4">
      <dt className="flex items-baseline justify-between gap-2 text-muted text-xs">
        {name}
        {change && change.text !== "–" && (
          <span
            title={`${change.text} than ${change.span}`}
            data-was={change.was}
            className={cn("rounded px-1 font-medium tabular-nums", CHANGE_LOOK[change.tone])}
          >
            {change.text}
            <span className="sr-only"> than {change.span}</span>
          </span>
        )}
      </dt>
      <dd
        className="mt-1 truncate font-semibold text-ink text-xl tabular-nums tracking-tight sm:text-2xl"
        {...(nano !== undefined && { "data-testid": "total-spend", "data-nano": nano })}
      >
        {value}
      </dd>
      <dd className="mt-0.5 truncate text-faint text-xs tabular-nums">{note}</dd>
    </Card>
  )
}
