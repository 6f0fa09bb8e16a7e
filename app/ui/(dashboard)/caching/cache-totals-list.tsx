import { Card } from "#components/ui/card"
import type { CacheTotals } from "#lib/ui/cache-savings"
import { formatCompact, formatCount, formatPercent } from "#lib/ui/format"
import { formatNano } from "#lib/ui/nano"

/** The four figures of the range. */
export function CacheTotalsList({ totals: { requests, hits, rate, savedNano, savedTokens } }: { totals: CacheTotals }) {
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile
        name="Saved"
        value={formatNano(savedNano)}
        note={hits === 0 ? "no hits" : `${formatNano(savedNano / hits)} a hit`}
      />
      <Tile
        name="Hit rate"
        value={rate === null ? "–" : formatPercent(rate)}
        note={`of ${formatCount(requests)} requests`}
      />
      <Tile name="Hits" value={formatCount(hits)} note="answered at no cost" />
      <Tile name="Tokens saved" value={formatCompact(savedTokens)} note="in and out" />
    </dl>
  )
}

function Tile({ name, value, note }: { name: string; value: string; note: string }) {
  return (
    <Card className="min-w-0 px-4 py-3.5 sm:px-5 sm:py-4">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="mt-1 truncate font-semibold text-ink text-xl tabular-nums tracking-tight sm:text-2xl">{value}</dd>
      <dd className="mt-0.5 truncate text-faint text-xs tabular-nums">{note}</dd>
    </Card>
  )
}
