import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { SavedViews } from "../saved-views/saved-views"
import { UsageActions } from "./usage-actions"
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
          <>
            <SavedViews page="usage" />
            <UsageActions />
          </>
        }
      />
      <UsageView />
    </>
  )
}
