import { Badge } from "#components/ui/badge"
import { Card } from "#components/ui/card"
import type { CacheState } from "#lib/ui/cache-state"
import { cacheStateWords } from "#lib/ui/words/caching"

/** Whether answers are kept, where, and for whom; or why not. */
export function CacheStateCard({ state: { state, why, facts } }: { state: CacheState }) {
  return (
    <Card className="px-4 py-4 sm:px-5">
      <div className="flex items-center gap-3">
        <h2 className="font-medium text-ink text-sm">{cacheStateWords.title}</h2>
        {state === "working" ? (
          <Badge tone="success" dot>
            {cacheStateWords.working}
          </Badge>
        ) : (
          <Badge tone="warning" dot>
            {cacheStateWords.off}
          </Badge>
        )}
      </div>
      {why !== null && <p className="mt-2 max-w-prose break-words text-muted text-sm">{why}</p>}
      {facts.length > 0 && (
        <dl className="mt-4 grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
          {facts.map(([name, value]) => (
            <div key={name} className="min-w-0">
              <dt className="text-faint text-xs">{name}</dt>
              <dd className="mt-0.5 break-words text-ink text-sm">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  )
}
