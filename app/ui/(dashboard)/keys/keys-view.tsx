"use client"

import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { Pager } from "#components/data-table/pager"
import { StaleNote } from "#components/data-table/stale-note"
import { TableSkeleton } from "#components/data-table/table-skeleton"
import { Card } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { cn } from "#lib/ui/cn"
import { KeyDialogs, type OpenDialog } from "./key-dialogs"
import { KeysEmpty } from "./keys-empty"
import { KeysTable } from "./keys-table"
import { KeysToolbar } from "./keys-toolbar"
import { keysQuery } from "./queries"
import { useKeyFilters } from "./use-key-filters"

/** Search, table and pages, with the dialog of the one key that is being dealt with. */
export function KeysView() {
  const [filters, setFilters] = useKeyFilters()
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
      {keys.data && (
        <Pager
          page={filters.page}
          pages={keys.data.total_pages}
          onGo={(page) => void setFilters({ page: page === 1 ? null : page }, { history: "push" })}
        />
      )}
      <KeyDialogs dialog={dialog} onClose={() => setDialog(null)} />
    </>
  )
}
