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
  const lastId = useRef(openId ?? "")
  const rows = logs.data?.pages.flatMap((page) => page.data) ?? []

  const linkOf = (id: string) => table.current?.querySelector<HTMLElement>(`a[data-request-id="${CSS.escape(id)}"]`)

  function open(id: string, history: "push" | "replace") {
    lastId.current = id
    void setOpenId(id, { history })
  }

  function move(step: 1 | -1) {
    const ids = rows.map((row) => row.request_id)
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.requestId : undefined
    const next = ids[ids.indexOf(openId ?? focused ?? "") + step]
    if (next === undefined && step === 1 && logs.hasNextPage && !logs.isFetching) void logs.fetchNextPage()
    else if (next !== undefined && openId) open(next, "replace")
    else if (next !== undefined) linkOf(next)?.focus()
  }
  useListKeys(move)

  return (
    <>
      <Card className={cn("overflow-hidden transition-opacity", logs.isPlaceholderData && "opacity-60")}>
        {logs.isPending ? (
          <TableSkeleton label="Loading requests" />
        ) : logs.isError && rows.length === 0 ? (
          <ErrorState title="Requests could not be loaded" error={logs.error} onRetry={() => void logs.refetch()} />
        ) : rows.length === 0 ? (
          <LogsEmpty />
        ) : (
          <div ref={table}>
            <LogsTable rows={rows} openId={openId} onOpen={(id) => open(id, "push")} />
          </div>
        )}
      </Card>
      {rows.length > 0 && <LogsFooter logs={logs} shown={rows.length} live={live} />}
      <LogPanel
        requestId={openId}
        row={rows.find((row) => row.request_id === openId)}
        onMove={move}
        onClose={() => void setOpenId(null)}
        onClosed={() => linkOf(lastId.current)?.focus()}
      />
    </>
  )
}
