import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useEffectEvent, useState } from "react"
import { withQuery } from "#lib/ui/api"
import type { SpendLiveOutput } from "#lib/ui/api.gen"
import { type LiveRows, NO_LIVE_ROWS, withRows } from "#lib/ui/live-rows"
import { isOpenEnded, type LogFilters, liveParams } from "#lib/ui/log-filters"
import { refreshLogs } from "./queries"

/** Scrolled further down than that, somebody is reading. */
const AT_TOP_PX = 120

export type LiveState = "off" | "connecting" | "live" | "lost"

export interface LiveLogs {
  readonly state: LiveState
  readonly rows: LiveRows
  /** Puts what waits into the list. */
  show(): void
}

/** New requests as they end. While somebody reads (scrolled down, a request open, or paused) they wait and are counted. */
export function useLiveLogs(filters: LogFilters, { live, hold }: { live: boolean; hold: boolean }): LiveLogs {
  const client = useQueryClient()
  const url = live && isOpenEnded(filters) ? withQuery("/spend/logs/live", { ...liveParams(filters) }) : null
  // Rows belong to the stream they came by: with other filters there are none yet.
  const [came, setCame] = useState({ url: "", rows: NO_LIVE_ROWS })
  const [link, setLink] = useState<{ url: string; state: LiveState }>({ url: "", state: "off" })
  const rows = url !== null && came.url === url ? came.rows : NO_LIVE_ROWS

  const onRows = useEffectEvent((from: string, news: SpendLiveOutput) => {
    const reading = hold || window.scrollY > AT_TOP_PX
    setCame((now) => ({ url: from, rows: withRows(now.url === from ? now.rows : NO_LIVE_ROWS, news, reading) }))
  })

  // The external system: a stream of server-sent events, which connects anew by itself.
  useEffect(() => {
    if (url === null) return
    const events = new EventSource(url)
    events.onopen = () => setLink({ url, state: "live" })
    events.onerror = () => setLink({ url, state: events.readyState === EventSource.CLOSED ? "lost" : "connecting" })
    events.addEventListener("rows", (event) => onRows(url, JSON.parse(event.data) as SpendLiveOutput))
    return () => events.close()
  }, [url])

  function show() {
    if (rows.skipped > 0) void refreshLogs(client, filters).then(() => setCame({ url: url ?? "", rows: NO_LIVE_ROWS }))
    else setCame({ url: url ?? "", rows: { shown: [...rows.held, ...rows.shown], held: [], skipped: 0 } })
    window.scrollTo({ top: 0 })
  }
  return { state: url === null ? "off" : link.url === url ? link.state : "connecting", rows, show }
}
