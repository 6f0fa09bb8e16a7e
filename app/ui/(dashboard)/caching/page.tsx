import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { CachingView } from "./caching-view"
import { FlushCache } from "./flush-cache"

export const metadata: Metadata = { title: "Caching" }

/** The response cache: whether it works, what it answered, what that saved. */
export default function CachingPage() {
  return (
    <>
      <PageHeader
        title="Caching"
        description="Answers that are given again instead of being paid for again."
        actions={<FlushCache />}
      />
      <CachingView />
    </>
  )
}
