import { useQuery } from "@tanstack/react-query"
import Link from "next/link"
import { BurnDownChart } from "#components/charts/burn-down-chart"
import { ErrorState } from "#components/ui/error-state"
import { Skeleton } from "#components/ui/skeleton"
import { type BudgetOf, burnDownHref, burnDownQuery, burnDownWords, leftWords } from "#lib/ui/burn-down"
import { formatUsdExact } from "#lib/ui/format"
import { nanoOf } from "#lib/ui/nano"
import { useViewerZone } from "#lib/ui/use-viewer-zone"
import { budgetCourseWords } from "#lib/ui/words/budget-course"

/** What is left of one budget as a small picture with a sentence, and the way to the large one; for where the budget stands. */
export function BudgetCourse({ budget }: { budget: BudgetOf }) {
  const zone = useViewerZone()
  const { data, isPending, error, refetch } = useQuery(burnDownQuery(budget, zone?.offsetMinutes ?? null))
  if (isPending) return <Skeleton className="h-32" />
  if (!data)
    return <ErrorState title={budgetCourseWords.failed} error={error} onRetry={() => void refetch()} className="py-4" />
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2.5 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-xs">
        <span className="text-muted">
          <span
            className="font-medium text-ink tabular-nums"
            title={formatUsdExact(data.remaining)}
            data-testid="budget-left"
            data-nano={nanoOf(data.remaining)}
          >
            {leftWords(data)}
          </span>{" "}
          {burnDownWords(data)}
        </span>
        <Link href={burnDownHref(budget)} prefetch={false} className="shrink-0 text-accent hover:underline">
          {data.granularity === "day" ? budgetCourseWords.dayByDay : budgetCourseWords.hourByHour}
        </Link>
      </figcaption>
      <BurnDownChart data={data} small />
    </figure>
  )
}
