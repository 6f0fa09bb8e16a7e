import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { connectWords } from "#lib/ui/words/connect"
import { ConnectView } from "./connect-view"

export const metadata: Metadata = { title: connectWords.title }

/** How agents, editors and libraries are pointed at this gateway, ready to paste. */
export default function ConnectPage() {
  return (
    <>
      <PageHeader title={connectWords.title} description={connectWords.description} />
      <ConnectView />
    </>
  )
}
