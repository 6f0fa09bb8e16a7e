import { Card } from "#components/ui/card"
import { Skeleton } from "#components/ui/skeleton"
import { cn } from "#lib/ui/cn"

interface FiguresSkeletonProps {
  label: string
  /** How many tiles there are, how they stand, and the size of each. */
  tiles: number
  grid: string
  tile: string
  /** The heights of the chart and of the two cards below it. */
  chart: string
  card: string
}

/** A page of figures to come: tiles, a chart, two cards, in their sizes. */
export function FiguresSkeleton({ label, tiles, grid, tile, chart, card }: FiguresSkeletonProps) {
  return (
    <div role="status" aria-label={label} className="space-y-4">
      <div className={grid}>
        {Array.from({ length: tiles }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tiles without identity that never move
          <Card key={i} className={cn("space-y-3", tile)}>
            <Skeleton className="h-3 w-16" />
            <Skeleton className="h-6 w-24" />
            <Skeleton className="h-3 w-20" />
          </Card>
        ))}
      </div>
      <Card className="p-5">
        <Skeleton className={chart} />
      </Card>
      <div className="grid gap-4 xl:grid-cols-2">
        <Card className="p-5">
          <Skeleton className={card} />
        </Card>
        <Card className="p-5">
          <Skeleton className={card} />
        </Card>
      </div>
    </div>
  )
}
