"use client"

import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { TableSkeleton } from "#components/data-table/table-skeleton"
import { Card } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { cn } from "#lib/ui/cn"
import { KeyDialogs, type OpenDialog } from "./key-dialogs"
import { KeysEmpty } from "./keys-empty"
import { KeysPager } from "./keys-pager"
import { KeysTable } from "./keys-table"
import { KeysToolbar } from "./keys-toolbar"
import { keysQuery } from "./queries"
import { useKeyFilters } from "./use-key-filters"

/** Search, table and pages, with the dialog of the one key that is being dealt with. */
export function KeysView() {
  const [filters] = useKeyFilters()
  const keys = useQuery(keysQuery(filters))
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const rows = keys.data?.keys ?? []
  const filtered = filters.q !== "" || filters.status !== ""
  const none = keys.data?.total_count === 0
  return (
    <>
      {!(none && !filtered) && <KeysToolbar total={keys.data?.total_count} />}
      <Card className={cn("overflow-hidden transition-opacity", keys.isPlaceholderData && "opacity-60")}>
        {keys.isPending && <TableSkeleton label="Loading keys" rows={8} />}
        {keys.isError && rows.length === 0 && (
          <ErrorState title="Keys could not be loaded" error={keys.error} onRetry={() => void keys.refetch()} />
        )}
        {keys.isRefetchError && rows.length > 0 && <StaleNote error={keys.error} />}
        {keys.data && rows.length === 0 && <KeysEmpty filtered={filtered} beyond={!none} />}
        {rows.length > 0 && <KeysTable rows={rows} onOpen={setDialog} />}
      </Card>
      {keys.data && <KeysPager pages={keys.data.total_pages} />}
      <KeyDialogs dialog={dialog} onClose={() => setDialog(null)} />
    </>
  )
}

/** What is shown is from before: the last refresh failed. */
function StaleNote({ error }: { error: Error }) {
  return (
    <p role="alert" className="border-line border-b bg-warning-soft px-5 py-2 text-warning text-xs">
      These figures may be out of date. {error.message}
    </p>
  )
}
