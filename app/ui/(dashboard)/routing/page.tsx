import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { RoutingView } from "./routing-view"

export const metadata: Metadata = { title: "Routing" }

/** Where requests go: model groups, their fallbacks, and how each deployment is doing now. */
export default function RoutingPage() {
  return (
    <>
      <PageHeader
        title="Routing"
        description="Who answers for each model, what takes over when nobody can, and how they are doing right now."
      />
      <RoutingView />
    </>
  )
}
