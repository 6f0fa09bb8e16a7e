import type { Metadata } from "next"
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
      <RequestsView />
    </>
  )
}
