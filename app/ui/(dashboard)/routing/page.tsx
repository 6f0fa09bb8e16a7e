import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { routingWords } from "#lib/ui/words/routing"
import { RoutingView } from "./routing-view"

export const metadata: Metadata = { title: routingWords.title }

/** Where requests go: model groups, their fallbacks, and how each deployment is doing now. */
export default function RoutingPage() {
  return (
    <>
      <PageHeader title={routingWords.title} description={routingWords.description} />
      <RoutingView />
    </>
  )
}
