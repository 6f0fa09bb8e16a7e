"use client"

import { useQuery } from "@tanstack/react-query"
import { ChevronDown, ChevronUp } from "lucide-react"
import dynamic from "next/dynamic"
import { Button } from "#components/ui/button"
import { CopyButton } from "#components/ui/copy-button"
import { ErrorState } from "#components/ui/error-state"
import { Sheet, SheetContent, SheetDescription, SheetTitle } from "#components/ui/sheet"
import { Skeleton } from "#components/ui/skeleton"
import type { LogRow } from "#lib/ui/api.gen"
import { logsWords } from "#lib/ui/words/logs"
import { CacheBadge, LogStatusBadge } from "./log-status-badge"
import { LogTime } from "./log-time"
import { logQuery } from "./queries"

const words = logsWords.panel

/** The list does not wait for what a request's details need. */
const LogDetailView = dynamic(() => import("./log-detail-view").then((view) => view.LogDetailView), {
  ssr: false,
  loading: () => <PanelSkeleton />,
})

interface LogPanelProps {
  /** The open request; null closes the panel. */
  requestId: string | null
  /** Its row, when it is in the list: shown until the details are here. */
  row: LogRow | undefined
  onMove: (step: 1 | -1) => void
  onClose: () => void
  /** The panel is gone: the moment to put the focus somewhere. */
  onClosed: () => void
}

/** The peek panel. */
export function LogPanel({ requestId, row, onMove, onClose, onClosed }: LogPanelProps) {
  return (
    <Sheet open={requestId !== null} onOpenChange={(open) => !open && onClose()}>
      <SheetContent
        className="gap-0 overflow-hidden p-0 sm:max-w-2xl"
        aria-describedby={undefined}
        onOpenAutoFocus={(event) => {
          // The panel, not its first button: a second Enter must do nothing.
          event.preventDefault()
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          onClosed()
        }}
      >
        {requestId && <PanelBody requestId={requestId} row={row} onMove={onMove} />}
      </SheetContent>
    </Sheet>
  )
}

function PanelBody({ requestId, row, onMove }: { requestId: string } & Pick<LogPanelProps, "row" | "onMove">) {
  const log = useQuery(logQuery(requestId))
  const head = log.data ?? row
  return (
    <>
      <div className="flex items-start gap-2 border-line border-b py-4 pr-14 pl-5">
        <div className="min-w-0 flex-1">
          <SheetTitle className="truncate pr-0">{head?.model_group || words.request}</SheetTitle>
          <SheetDescription asChild>
            <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
              {head && <LogStatusBadge row={head} />}
              {head?.cache_hit && <CacheBadge />}
              {head && (
                <span className="text-xs">
                  <LogTime iso={head.startTime} />
                </span>
              )}
              <span className="flex min-w-0 items-center">
                <span className="truncate font-mono text-faint text-xs">{requestId}</span>
                <CopyButton value={requestId} label={words.copyId} className="-my-2 [&_svg]:size-3.5" />
              </span>
            </div>
          </SheetDescription>
        </div>
        <div className="-mt-1 flex">
          <Button variant="ghost" size="icon" aria-label={words.previous} onClick={() => onMove(-1)}>
            <ChevronUp aria-hidden />
          </Button>
          <Button variant="ghost" size="icon" aria-label={words.next} onClick={() => onMove(1)}>
            <ChevronDown aria-hidden />
          </Button>
        </div>
      </div>
      <div key={requestId} className="flex-1 overflow-y-auto overscroll-contain px-5 pb-10">
        {log.isError ? (
          <ErrorState title={words.failed} error={log.error} onRetry={() => void log.refetch()} />
        ) : log.data ? (
          <LogDetailView log={log.data} />
        ) : (
          <PanelSkeleton />
        )}
      </div>
    </>
  )
}

function PanelSkeleton() {
  return (
    <div role="status" aria-label={words.loading} className="space-y-6 py-5">
      <Skeleton className="h-16" />
      <Skeleton className="h-40" />
      <Skeleton className="h-28" />
      <Skeleton className="h-24" />
    </div>
  )
}
