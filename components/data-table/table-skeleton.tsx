import { Skeleton } from "#components/ui/skeleton"

interface TableSkeletonProps {
  rows?: number | undefined
  /** The accessible name while loading, e.g. "Loading requests". */
  label: string
}

/** A table to come: as high as its rows will be, so that nothing jumps. */
export function TableSkeleton({ rows = 10, label }: TableSkeletonProps) {
  return (
    <div role="status" aria-label={label} className="divide-y divide-line">
      <div className="flex h-9 items-center px-3">
        <Skeleton className="h-3 w-24" />
      </div>
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without identity that never move
        <div key={i} className="flex h-12 items-center gap-6 px-3">
          <Skeleton className="h-3 w-24 shrink-0" />
          <Skeleton className="h-3 w-2/5" />
          <Skeleton className="ml-auto h-3 w-16 shrink-0" />
          <Skeleton className="hidden h-3 w-14 shrink-0 sm:block" />
        </div>
      ))}
    </div>
  )
}
