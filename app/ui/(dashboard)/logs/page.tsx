import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { logsWords } from "#lib/ui/words/logs"
import { LogsActions } from "./logs-actions"
import { LogsToolbar } from "./logs-toolbar"
import { LogsView } from "./logs-view"

export const metadata: Metadata = { title: logsWords.title }

/** The request log: every call, what it cost and how long it took. The URL holds filters and the open request. */
export default function LogsPage() {
  return (
    <>
      <PageHeader title={logsWords.title} description={logsWords.description} actions={<LogsActions />} />
      <LogsToolbar />
      <LogsView />
    </>
  )
}
