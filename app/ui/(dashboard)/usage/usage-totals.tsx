import { FigureTile } from "#components/charts/figure-tile"
import type { Totals } from "#lib/ui/daily-activity"
import { formatCompact, formatCount, formatPercent } from "#lib/ui/format"
import { formatDay } from "#lib/ui/format-day"
import { formatNano } from "#lib/ui/nano"
import { changeOf } from "#lib/ui/overview"
import type { DayRange } from "#lib/ui/time-range"
import { figureWords } from "#lib/ui/words/figures"
import { terms } from "#lib/ui/words/terms"
import { usageWords } from "#lib/ui/words/usage"

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
    totals.requests === 0
      ? figureWords.noRequests
      : figureWords.perRequest(formatNano(totals.spendNano / totals.requests))
  const failed = totals.requests === 0 ? "–" : figureWords.ofRequests(formatPercent(totals.failures / totals.requests))
  const split = figureWords.inAndOut(formatCompact(totals.promptTokens), formatCompact(totals.completionTokens))
  const than = usageWords.than(formatDay(days.start), formatDay(days.end))
  const change = (now: number, then: (before: Totals) => number, what: "neutral" | "less is good" = "neutral") =>
    before && { ...changeOf(now, then(before), what), than, was: then(before) }
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <FigureTile
        name={terms.spend}
        value={formatNano(totals.spendNano)}
        note={perRequest}
        data={{ "data-testid": "total-spend", "data-nano": totals.spendNano }}
        change={change(totals.spendNano, (of) => of.spendNano)}
      />
      <FigureTile
        name={terms.requests}
        value={formatCount(totals.requests)}
        note={figureWords.succeeded(formatCount(totals.requests - totals.failures))}
        change={change(totals.requests, (of) => of.requests)}
      />
      <FigureTile
        name={terms.tokens}
        value={formatCompact(tokens)}
        note={split}
        change={change(tokens, (of) => of.promptTokens + of.completionTokens)}
      />
      <FigureTile
        name={figureWords.errors}
        value={formatCount(totals.failures)}
        note={failed}
        change={change(totals.failures, (of) => of.failures, "less is good")}
      />
    </div>
  )
}
