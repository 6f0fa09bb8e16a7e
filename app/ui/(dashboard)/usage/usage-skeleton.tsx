import { FiguresSkeleton } from "#components/charts/figures-skeleton"
import { Skeleton } from "#components/ui/skeleton"
import { usageWords } from "#lib/ui/words/usage"

/** The page to come, in its sizes. */
export function UsageSkeleton() {
  return (
    <div className="space-y-4">
      <Skeleton className="h-9 w-80 max-w-full" />
      <FiguresSkeleton
        label={usageWords.loading}
        tiles={4}
        grid="grid grid-cols-2 gap-3 lg:grid-cols-4"
        tile="px-5 py-4"
        chart="h-72"
        card="h-40"
      />
    </div>
  )
}
