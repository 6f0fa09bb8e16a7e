import type { Metadata } from "next"
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
        actions={<AddFact />}
      />
      <MemoryView />
    </>
  )
}
