import { Card } from "#components/ui/card"
import { Skeleton } from "#components/ui/skeleton"
import { TILE_GRID } from "./figure-tiles"

/** The page to come, in its sizes. */
export function OverviewSkeleton() {
  return (
    <div role="status" aria-label="Loading the overview" className="space-y-4">
      <div className={TILE_GRID}>
        {["a", "b", "c", "d", "e"].map((tile) => (
          <Card key={tile} className="h-31.5 space-y-3 px-4 pt-4 last:max-md:col-span-2 sm:h-33 sm:px-5">
            <Skeleton className="h-3 w-16" />
            <Skeleton className="h-6 w-24" />
            <Skeleton className="h-3 w-20" />
          </Card>
        ))}
      </div>
      <Card className="p-5">
        <Skeleton className="h-20" />
      </Card>
      <div className="grid gap-4 xl:grid-cols-2">
        <Card className="p-5">
          <Skeleton className="h-48" />
        </Card>
        <Card className="p-5">
          <Skeleton className="h-48" />
        </Card>
      </div>
    </div>
  )
}
