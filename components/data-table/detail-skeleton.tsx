import { Card } from "#components/ui/card"
import { Skeleton } from "#components/ui/skeleton"

/** A detail page to come: a head, a row of figures, a card. */
export function DetailSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="space-y-6">
      <div className="space-y-3">
        <Skeleton className="h-3 w-16" />
        <Skeleton className="h-6 w-56" />
      </div>
      <Card className="space-y-4 p-5">
        <Skeleton className="w-40" />
        <Skeleton className="h-10" />
      </Card>
      <Card className="space-y-4 p-5">
        <Skeleton className="w-32" />
        <Skeleton className="h-32" />
      </Card>
    </div>
  )
}
