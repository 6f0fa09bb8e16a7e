"use client"

import { useInfiniteQuery } from "@tanstack/react-query"
import { useRef } from "react"
import { TableSkeleton } from "#components/data-table/table-skeleton"
import { Card } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { cn } from "#lib/ui/cn"
import { useListKeys } from "#lib/ui/use-list-keys"
import { LogPanel } from "./log-panel"
import { LogsEmpty } from "./logs-empty"
import { LogsFooter } from "./logs-footer"
import { LogsTable } from "./logs-table"
import { logsQuery } from "./queries"
import { useLive, useLogFilters, useOpenRequest } from "./use-log-filters"

/** The table and its panel. j and k move through the rows, Enter opens one, Escape closes it. */
export function LogsView() {
  const [filters] = useLogFilters()
  const [live] = useLive()
  const [openId, setOpenId] = useOpenRequest()
  const logs = useInfiniteQuery(logsQuery(filters, live))
  const table = useRef<HTMLDivElement>(null)
  const rows = logs.data?.pages.flatMap((page) => page.data) ?? []

  function move(step: 1 | -1) {
    const links = [...(table.current?.querySelectorAll<HTMLAnchorElement>("a[data-request-id]") ?? [])]
    const at = links.findIndex((link) => (openId ? link.dataset.requestId === openId : link === document.activeElement))
    const next = links[at + step]
    if (openId && next) void setOpenId(next.dataset.requestId ?? null)
    else if (next) next.focus()
    else if (step === 1 && logs.hasNextPage && !logs.isFetching) void logs.fetchNextPage()
  }
  useListKeys(move)

  if (logs.isPending) {
    return (
      <Card>
        <TableSkeleton label="Loading requests" />
      </Card>
    )
  }
  return (
    <>
      <Card className={cn("overflow-hidden transition-opacity", logs.isPlaceholderData && "opacity-60")}>
        {logs.isError && rows.length === 0 ? (
          <ErrorState title="Requests could not be loaded" error={logs.error} onRetry={() => void logs.refetch()} />
        ) : rows.length === 0 ? (
          <LogsEmpty />
        ) : (
          <div ref={table}>
            <LogsTable rows={rows} openId={openId} onOpen={(id) => void setOpenId(id)} />
          </div>
        )}
      </Card>
      {rows.length > 0 && <LogsFooter logs={logs} shown={rows.length} live={live} />}
      <LogPanel
        requestId={openId}
        row={rows.find((row) => row.request_id === openId)}
        onMove={move}
        onClose={() => void setOpenId(null)}
      />
    </>
  )
}
