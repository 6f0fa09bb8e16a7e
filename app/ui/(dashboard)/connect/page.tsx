import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { ConnectView } from "./connect-view"

export const metadata: Metadata = { title: "Connect" }

/** How agents, editors and libraries are pointed at this gateway, ready to paste. */
export default function ConnectPage() {
  return (
    <>
      <PageHeader
        title="Connect"
        description="Point an agent, an editor or your own code at this gateway. Choose a model, copy, paste."
      />
      <ConnectView />
    </>
  )
}
