import { ArrowUp, Pause, Play } from "lucide-react"
import { Button } from "#components/ui/button"
import { cn } from "#lib/ui/cn"
import { formatCount } from "#lib/ui/format"
import { waitingRows } from "#lib/ui/live-rows"
import { logsWords } from "#lib/ui/words/logs"
import type { LiveLogs, LiveState } from "./use-live-logs"

interface LiveBarProps {
  logs: LiveLogs
  paused: boolean
  onPause: (paused: boolean) => void
}

const words = logsWords.live
const STATES: Record<Exclude<LiveState, "off">, string> = {
  connecting: words.connecting,
  live: words.connected,
  lost: words.lost,
}

/** Whether new requests arrive, how many wait, and the buttons to stop and to see them. It keeps its height. */
export function LiveBar({ logs, paused, onPause }: LiveBarProps) {
  const { state } = logs
  if (state === "off") return null
  const waiting = waitingRows(logs.rows)
  return (
    <div className="sticky top-2 z-10 mb-3 flex min-h-9 flex-wrap items-center gap-2 rounded-lg border border-line bg-surface px-3 py-1 text-xs shadow-card">
      <span
        className={cn("size-2 rounded-full", state === "live" && !paused ? "animate-pulse bg-success" : "bg-warning")}
        aria-hidden
      />
      <p role="status" className="text-muted tabular-nums">
        {paused ? words.paused : STATES[state]}
        {waiting > 0 && ` · ${words.waiting(formatCount(waiting))}`}
      </p>
      <span className="ml-auto flex gap-2">
        {waiting > 0 && (
          <Button
            size="sm"
            onClick={() => {
              logs.show()
              onPause(false)
            }}
          >
            <ArrowUp aria-hidden />
            {words.show(formatCount(waiting))}
          </Button>
        )}
        <Button size="sm" variant="outline" onClick={() => onPause(!paused)}>
          {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
          {paused ? words.resume : words.pause}
        </Button>
      </span>
    </div>
  )
}
