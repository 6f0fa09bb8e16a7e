import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { overviewWords } from "#lib/ui/words/overview"
import { OverviewView } from "./overview/overview-view"

export const metadata: Metadata = { title: overviewWords.title }

/** How the gateway is doing: what opens after the login. */
export default function OverviewPage() {
  return (
    <>
      <PageHeader title={overviewWords.title} description={overviewWords.description} />
      <OverviewView />
    </>
  )
}
