import { Card } from "#components/ui/card"
import { Skeleton } from "#components/ui/skeleton"

/** The page to come, in its sizes. */
export function UsageSkeleton() {
  return (
    <div role="status" aria-label="Loading usage" className="space-y-4">
      <Skeleton className="h-9 w-80 max-w-full" />
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {["a", "b", "c", "d"].map((tile) => (
          <Card key={tile} className="space-y-3 px-5 py-4">
            <Skeleton className="h-3 w-16" />
            <Skeleton className="h-6 w-24" />
            <Skeleton className="h-3 w-20" />
          </Card>
        ))}
      </div>
      <Card className="p-5">
        <Skeleton className="h-72" />
      </Card>
      <div className="grid gap-4 xl:grid-cols-2">
        <Card className="p-5">
          <Skeleton className="h-40" />
        </Card>
        <Card className="p-5">
          <Skeleton className="h-40" />
        </Card>
      </div>
    </div>
  )
}
