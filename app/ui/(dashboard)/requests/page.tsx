import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { budgetRequestsWords as words } from "#lib/ui/words/budget-requests"
import { RequestsView } from "./requests-view"

export const metadata: Metadata = { title: words.title }

/** Requests for a larger budget: one's own, and those one decides on. */
export default function RequestsPage() {
  return (
    <>
      <PageHeader title={words.title} description={words.description} />
      <RequestsView />
    </>
  )
}
