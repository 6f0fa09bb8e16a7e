import type { Metadata } from "next"
import { Suspense } from "react"
import { PageHeader } from "#components/ui/page-header"
import { UsageActions } from "./usage-actions"
import { UsageSkeleton } from "./usage-skeleton"
import { UsageView } from "./usage-view"

export const metadata: Metadata = { title: "Usage" }

/** Spend, requests and tokens over days, by model, key and provider, held against the request log. */
export default function UsagePage() {
  return (
    <>
      <PageHeader
        title="Usage"
        description="What was spent, by whom, on what."
        actions={
          <Suspense>
            <UsageActions />
          </Suspense>
        }
      />
      <Suspense fallback={<UsageSkeleton />}>
        <UsageView />
      </Suspense>
    </>
  )
}
