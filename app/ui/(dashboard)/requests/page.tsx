import type { Metadata } from "next"
import { Suspense } from "react"
import { TableSkeleton } from "#components/data-table/table-skeleton"
import { Card } from "#components/ui/card"
import { PageHeader } from "#components/ui/page-header"
import { RequestsView } from "./requests-view"

export const metadata: Metadata = { title: "Requests" }

/** Requests for a larger budget: one's own, and those one decides on. */
export default function RequestsPage() {
  return (
    <>
      <PageHeader
        title="Requests"
        description="Who asks for a larger budget: your own requests, and those you decide on."
      />
      <Suspense
        fallback={
          <Card>
            <TableSkeleton label="Loading requests" rows={4} />
          </Card>
        }
      >
        <RequestsView />
      </Suspense>
    </>
  )
}
