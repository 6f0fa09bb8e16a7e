import { FigureTile } from "#components/charts/figure-tile"
import type { CacheTotals } from "#lib/ui/cache-savings"
import { formatCompact, formatCount, formatPercent } from "#lib/ui/format"
import { formatNano } from "#lib/ui/nano"

/** The four figures of the range. */
export function CacheTotalsList({ totals: { requests, hits, rate, savedNano, savedTokens } }: { totals: CacheTotals }) {
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <FigureTile
        name="Saved"
        value={formatNano(savedNano)}
        note={hits === 0 ? "no hits" : `${formatNano(savedNano / hits)} a hit`}
      />
      <FigureTile
        name="Hit rate"
        value={rate === null ? "–" : formatPercent(rate)}
        note={`of ${formatCount(requests)} requests`}
      />
      <FigureTile name="Hits" value={formatCount(hits)} note="answered at no cost" />
      <FigureTile name="Tokens saved" value={formatCompact(savedTokens)} note="in and out" />
    </div>
  )
}
