import dynamic from "next/dynamic"
import { Skeleton } from "#components/ui/skeleton"
import type { BudgetOf } from "#lib/ui/burn-down"

/** The picture comes after the figures. */
const BudgetCourse = dynamic(() => import("./budget-course").then((course) => course.BudgetCourse), {
  ssr: false,
  loading: () => <Skeleton className="h-32" />,
})

/** The course of one budget, small, for where the budget stands. */
export function BudgetBurnDown({ budget }: { budget: BudgetOf }) {
  return <BudgetCourse budget={budget} />
}
