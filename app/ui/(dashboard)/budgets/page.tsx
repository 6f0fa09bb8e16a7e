import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { budgetsWords } from "#lib/ui/words/budgets"
import { BudgetsView } from "./budgets-view"
import { CreateBudget } from "./create-budget"

export const metadata: Metadata = { title: budgetsWords.title }

/** The budgets with a name: limits that many customers, tags and organizations take over. */
export default function BudgetsPage() {
  return (
    <>
      <PageHeader title={budgetsWords.title} description={budgetsWords.description} actions={<CreateBudget />} />
      <BudgetsView />
    </>
  )
}
