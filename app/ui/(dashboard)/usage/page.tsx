import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { usageWords } from "#lib/ui/words/usage"
import { SavedViews } from "../saved-views/saved-views"
import { UsageActions } from "./usage-actions"
import { UsageView } from "./usage-view"

export const metadata: Metadata = { title: usageWords.title }

/** Spend, requests and tokens over days, by model, key and provider, held against the request log. */
export default function UsagePage() {
  return (
    <>
      <PageHeader
        title={usageWords.title}
        description={usageWords.description}
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
