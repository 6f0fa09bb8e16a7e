import type { Metadata } from "next"
import { Suspense } from "react"
import { TableSkeleton } from "#components/data-table/table-skeleton"
import { Card } from "#components/ui/card"
import { PageHeader } from "#components/ui/page-header"
import { AddFact } from "./add-fact"
import { MemoryView } from "./memory-view"

export const metadata: Metadata = { title: "Memory" }

/** What requests with `integrate_memory` have left behind about their users. */
export default function MemoryPage() {
  return (
    <>
      <PageHeader
        title="Memory"
        description="What users told in requests with integrate_memory, and what later ones are told of it."
        actions={
          <Suspense>
            <AddFact />
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
        <MemoryView />
      </Suspense>
    </>
  )
}
