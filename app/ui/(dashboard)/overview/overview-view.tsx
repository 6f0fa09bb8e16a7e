"use client"

import { useQuery } from "@tanstack/react-query"
import { parseAsStringLiteral, useQueryState } from "nuqs"
import { Segmented } from "#components/data-table/segmented"
import { StaleNote } from "#components/data-table/stale-note"
import { Card } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { cn } from "#lib/ui/cn"
import { OVERVIEW_RANGES, type OverviewRange, RANGE_WORDS } from "#lib/ui/overview"
import { zoneWords } from "#lib/ui/time-range"
import { useViewerZone, type ViewerZone } from "#lib/ui/use-viewer-zone"
import { figureWords } from "#lib/ui/words/figures"
import { overviewWords } from "#lib/ui/words/overview"
import { AttentionCard } from "./attention-card"
import { ErrorsCard } from "./errors-card"
import { FigureTiles } from "./figure-tiles"
import { FirstSteps } from "./first-steps"
import { OverviewSkeleton } from "./overview-skeleton"
import { overviewQuery } from "./queries"
import { TopCard } from "./top-card"
import { useAttention } from "./use-attention"

const RANGES = [
  ["24h", RANGE_WORDS["24h"]],
  ["7d", RANGE_WORDS["7d"]],
  ["30d", RANGE_WORDS["30d"]],
] as const satisfies readonly (readonly [OverviewRange, string])[]

/** The first steps while there are some left, the figures, what needs attention, who spends most, what failed. */
export function OverviewView() {
  const [range, setRange] = useQueryState("range", parseAsStringLiteral(OVERVIEW_RANGES).withDefault("24h"))
  const zone = useViewerZone()
  const overview = useQuery(overviewQuery(range, zone?.offsetMinutes ?? null))
  const attention = useAttention(overview.data)
  return (
    <div className="space-y-4">
      <FirstSteps />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segmented label={figureWords.range} value={range} options={RANGES} onChange={(next) => void setRange(next)} />
        {zone && <p className="text-faint text-xs">{rangeWords(range, zone)}</p>}
      </div>
      {overview.isError && overview.data && <StaleNote error={overview.error} />}
      {overview.isError && !overview.data && (
        <Card>
          <ErrorState title={overviewWords.failed} error={overview.error} onRetry={() => void overview.refetch()} />
        </Card>
      )}
      {overview.isPending ? (
        <OverviewSkeleton />
      ) : (
        <div className={cn("space-y-4 transition-opacity", overview.isPlaceholderData && "opacity-60")}>
          {overview.data && <FigureTiles overview={overview.data} range={range} />}
          <AttentionCard {...attention} />
          {overview.data && (
            <div className="grid gap-4 xl:grid-cols-2">
              <TopCard what="key" overview={overview.data} range={range} />
              <TopCard what="model" overview={overview.data} range={range} />
            </div>
          )}
          <ErrorsCard />
        </div>
      )}
    </div>
  )
}

function rangeWords(range: OverviewRange, zone: ViewerZone): string {
  return range === "24h" ? overviewWords.byHour(zoneWords(zone)) : overviewWords.byDay(zoneWords(zone))
}
