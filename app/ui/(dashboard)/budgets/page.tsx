import type { Metadata } from "next"
import { Suspense } from "react"
import { TableSkeleton } from "#components/data-table/table-skeleton"
import { Card } from "#components/ui/card"
import { PageHeader } from "#components/ui/page-header"
import { BudgetsView } from "./budgets-view"
import { CreateBudget } from "./create-budget"

export const metadata: Metadata = { title: "Budgets" }

/** The budgets with a name: limits that many customers, tags and organizations take over. */
export default function BudgetsPage() {
  return (
    <>
      <PageHeader
        title="Budgets"
        description="Limits with a name. Organizations, customers and tags take them over when they are given its name."
        actions={<CreateBudget />}
      />
      <Suspense
        fallback={
          <Card>
            <TableSkeleton label="Loading budgets" />
          </Card>
        }
      >
        <BudgetsView />
      </Suspense>
    </>
  )
}
