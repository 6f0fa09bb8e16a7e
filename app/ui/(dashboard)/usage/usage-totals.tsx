import { Card } from "#components/ui/card"
import type { Totals } from "#lib/ui/daily-activity"
import { formatCompact, formatCount, formatPercent } from "#lib/ui/format"
import { formatNano } from "#lib/ui/nano"

/** The four figures of the range. */
export function UsageTotals({ totals }: { totals: Totals }) {
  const tokens = totals.promptTokens + totals.completionTokens
  const perRequest =
    totals.requests === 0 ? "no requests" : `${formatNano(totals.spendNano / totals.requests)} a request`
  const failed = totals.requests === 0 ? "–" : `${formatPercent(totals.failures / totals.requests)} of requests`
  const split = `${formatCompact(totals.promptTokens)} in, ${formatCompact(totals.completionTokens)} out`
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile name="Spend" value={formatNano(totals.spendNano)} note={perRequest} nano={totals.spendNano} />
      <Tile
        name="Requests"
        value={formatCount(totals.requests)}
        note={`${formatCount(totals.requests - totals.failures)} succeeded`}
      />
      <Tile name="Tokens" value={formatCompact(tokens)} note={split} />
      <Tile name="Failures" value={formatCount(totals.failures)} note={failed} />
    </dl>
  )
}

function Tile({ name, value, note, nano }: { name: string; value: string; note: string; nano?: number }) {
  return (
    <Card className="min-w-0 px-4 py-3.5 sm:px-5 sm:py-4">
      <dt className="text-muted text-xs">{name}</dt>
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
