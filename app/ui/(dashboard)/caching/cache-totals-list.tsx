import { FigureTile } from "#components/charts/figure-tile"
import type { CacheTotals } from "#lib/ui/cache-savings"
import { formatCompact, formatCount, formatPercent } from "#lib/ui/format"
import { formatNano } from "#lib/ui/nano"
import { cacheFiguresWords as words } from "#lib/ui/words/caching"

/** The four figures of the range. */
export function CacheTotalsList({ totals: { requests, hits, rate, savedNano, savedTokens } }: { totals: CacheTotals }) {
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <FigureTile
        name={words.saved}
        value={formatNano(savedNano)}
        note={hits === 0 ? words.noHits : words.savedByHit(formatNano(savedNano / hits))}
      />
      <FigureTile
        name={words.hitRate}
        value={rate === null ? "–" : formatPercent(rate)}
        note={words.ofRequests(formatCount(requests))}
      />
      <FigureTile name={words.hits} value={formatCount(hits)} note={words.hitsNote} />
      <FigureTile name={words.tokensSaved} value={formatCompact(savedTokens)} note={words.tokensSavedNote} />
    </div>
  )
}
