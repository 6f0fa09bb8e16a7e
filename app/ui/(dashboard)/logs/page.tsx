import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { LogsActions } from "./logs-actions"
import { LogsToolbar } from "./logs-toolbar"
import { LogsView } from "./logs-view"

export const metadata: Metadata = { title: "Logs" }

/** The request log: every call, what it cost and how long it took. The URL holds filters and the open request. */
export default function LogsPage() {
  return (
    <>
      <PageHeader
        title="Logs"
        description="Every request through the gateway: who asked, what answered, what it cost."
        actions={<LogsActions />}
      />
      <LogsToolbar />
      <LogsView />
    </>
  )
}
