import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { OverviewView } from "./overview/overview-view"

export const metadata: Metadata = { title: "Overview" }

/** How the gateway is doing: what opens after the login. */
export default function OverviewPage() {
  return (
    <>
      <PageHeader title="Overview" description="What is spent and asked, how well it goes, and what needs a look." />
      <OverviewView />
    </>
  )
}
