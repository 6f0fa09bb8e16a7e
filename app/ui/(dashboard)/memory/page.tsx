import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { memoryWords } from "#lib/ui/words/memory"
import { AddFact } from "./add-fact"
import { MemoryView } from "./memory-view"

export const metadata: Metadata = { title: memoryWords.title }

/** What requests with `integrate_memory` have left behind about their users. */
export default function MemoryPage() {
  return (
    <>
      <PageHeader title={memoryWords.title} description={memoryWords.description} actions={<AddFact />} />
      <MemoryView />
    </>
  )
}
