import type { Metadata } from "next"
import { Suspense } from "react"
import { TableSkeleton } from "#components/data-table/table-skeleton"
import { Card } from "#components/ui/card"
import { PageHeader } from "#components/ui/page-header"
import { CreateSpender } from "./create-spender"
import { SpendersView } from "./spenders-view"

export const metadata: Metadata = { title: "Customers & tags" }

/** Who and what requests are for, as the requests themselves say it. */
export default function CustomersPage() {
  return (
    <>
      <PageHeader
        title="Customers & tags"
        description="Who and what requests are for, as the requests say it, each with a budget if you like."
        actions={
          <Suspense>
            <CreateSpender />
          </Suspense>
        }
      />
      <Suspense
        fallback={
          <Card>
            <TableSkeleton label="Loading" />
          </Card>
        }
      >
        <SpendersView />
      </Suspense>
    </>
  )
}
