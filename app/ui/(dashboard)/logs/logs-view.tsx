"use client"

import { useInfiniteQuery } from "@tanstack/react-query"
import { useRef, useState } from "react"
import { ListCard } from "#components/data-table/list-card"
import { mergedRows } from "#lib/ui/live-rows"
import { useListKeys } from "#lib/ui/use-list-keys"
import { logsWords } from "#lib/ui/words/logs"
import { LiveBar } from "./live-bar"
import { LogPanel } from "./log-panel"
import { LogsEmpty } from "./logs-empty"
import { LogsFooter } from "./logs-footer"
import { LogsTable, type LogsTableHandle } from "./logs-table"
import { logsQuery, MAX_PAGES } from "./queries"
import { useLiveLogs } from "./use-live-logs"
import { useLive, useLogFilters, useOpenRequest } from "./use-log-filters"

/** The table and its panel. j and k move through the rows, Enter opens one, Escape closes it. */
export function LogsView() {
  const [filters] = useLogFilters()
  const [live] = useLive()
  const [paused, setPaused] = useState(false)
  const [openId, setOpenId] = useOpenRequest()
  const logs = useInfiniteQuery(logsQuery(filters))
  const news = useLiveLogs(filters, { live, hold: paused || openId !== null })
  const table = useRef<LogsTableHandle>(null)
  const lastId = useRef(openId ?? "")
  const rows = mergedRows(logs.data?.pages.flatMap((page) => page.data) ?? [], news.rows.shown)
  const more = logs.hasNextPage && (logs.data?.pages.length ?? 0) < MAX_PAGES

  function loadMore() {
    if (more && !logs.isFetching) void logs.fetchNextPage({ cancelRefetch: false })
  }

  function open(id: string, history: "push" | "replace") {
    lastId.current = id
    void setOpenId(id, { history })
  }

  function move(step: 1 | -1) {
    const at = rows.findIndex((row) => row.request_id === (openId ?? table.current?.focused() ?? lastId.current))
    const next = rows[at + step]
    if (next === undefined) {
      if (step === 1) loadMore()
      return
    }
    lastId.current = next.request_id
    if (openId) open(next.request_id, "replace")
    else table.current?.focus(at + step)
  }
  useListKeys(move)

  return (
    <>
      <LiveBar logs={news} paused={paused} onPause={setPaused} />
      <ListCard what={logsWords.what} list={logs} count={rows.length} skeletonRows={10} empty={<LogsEmpty />}>
        <LogsTable
          ref={table}
          rows={rows}
          openId={openId}
          onOpen={(id) => open(id, "push")}
          onEndInSight={logs.isError ? null : loadMore}
        />
      </ListCard>
      {rows.length > 0 && <LogsFooter logs={logs} rows={rows} />}
      <LogPanel
        requestId={openId}
        row={rows.find((row) => row.request_id === openId)}
        onMove={move}
        onClose={() => void setOpenId(null)}
        onClosed={() => table.current?.focus(rows.findIndex((row) => row.request_id === lastId.current))}
      />
    </>
  )
}
