"use client"

import { useQuery } from "@tanstack/react-query"
import { DatabaseZap } from "lucide-react"
import { parseAsStringLiteral, useQueryState } from "nuqs"
import { Segmented } from "#components/data-table/segmented"
import { StaleNote } from "#components/data-table/stale-note"
import { Card } from "#components/ui/card"
import { EmptyState } from "#components/ui/empty-state"
import { ErrorState } from "#components/ui/error-state"
import { Skeleton } from "#components/ui/skeleton"
import { cacheModels, cacheTotals } from "#lib/ui/cache-savings"
import { cn } from "#lib/ui/cn"
import { cachingWords } from "#lib/ui/words/caching"
import { CacheStateCard } from "./cache-state-card"
import { CacheTotalsList } from "./cache-totals-list"
import { ModelsTable } from "./models-table"
import { hitsQuery, stateQuery } from "./queries"

const RANGES = [
  ["1", cachingWords.ranges.today],
  ["7", cachingWords.ranges.week],
  ["30", cachingWords.ranges.month],
  ["90", cachingWords.ranges.quarter],
] as const

/** The state of the cache, and what it came to over days. */
export function CachingView() {
  const [days, setDays] = useQueryState(
    "days",
    parseAsStringLiteral(["1", "7", "30", "90"]).withDefault("30").withOptions({ history: "push" }),
  )
  const state = useQuery(stateQuery)
  const hits = useQuery(hitsQuery(Number(days)))
  const models = cacheModels(hits.data ?? [])
  return (
    <div className="space-y-6">
      {state.isPending && <Skeleton className="h-32 w-full" />}
      {state.isError && !state.data && (
        <Card>
          <ErrorState title={cachingWords.stateNotLoaded} error={state.error} onRetry={() => void state.refetch()} />
        </Card>
      )}
      {state.data && <CacheStateCard state={state.data} />}
      <section aria-label={cachingWords.cameTo} className="space-y-4">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Segmented label={cachingWords.range} value={days} options={RANGES} onChange={(next) => void setDays(next)} />
          <p className="text-faint text-xs">{cachingWords.rangeNote}</p>
        </div>
        {hits.isPending && <Skeleton className="h-24 w-full" />}
        {hits.isError && !hits.data && (
          <Card>
            <ErrorState title={cachingWords.hitsNotLoaded} error={hits.error} onRetry={() => void hits.refetch()} />
          </Card>
        )}
        {hits.data && (
          <div className={cn("space-y-4 transition-opacity", hits.isPlaceholderData && "opacity-60")}>
            <CacheTotalsList totals={cacheTotals(hits.data)} />
            <Card className="overflow-hidden">
              {hits.isRefetchError && <StaleNote error={hits.error} />}
              {models.length === 0 ? (
                <EmptyState
                  icon={DatabaseZap}
                  title={cachingWords.noHits.title}
                  description={cachingWords.noHits.description}
                />
              ) : (
                <ModelsTable rows={models} />
              )}
            </Card>
          </div>
        )}
      </section>
    </div>
  )
}
