import type { Metadata } from "next"
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
      <BudgetsView />
    </>
  )
}
