import { Badge } from "#components/ui/badge"
import type { LogRow } from "#lib/ui/api.gen"
import { logsWords } from "#lib/ui/words/logs"

/** How each way to end is called. */
export const STATUS_WORDS: Record<LogRow["status"], string> = logsWords.statuses

interface LogStatusBadgeProps {
  row: Pick<LogRow, "status" | "http_status">
  /** Only a dot, with the word for screen readers. */
  compact?: boolean | undefined
}

/** How a request ended. Success is quiet, so that the others are found at a glance. */
export function LogStatusBadge({ row, compact }: LogStatusBadgeProps) {
  const word = STATUS_WORDS[row.status]
  const failed = row.status === "failure"
  if (compact) {
    const colour = failed ? "bg-danger-solid" : row.status === "success" ? "bg-success" : "bg-warning"
    return (
      <span className={`block size-2 rounded-full ${colour}`}>
        <span className="sr-only">{word}</span>
      </span>
    )
  }
  if (row.status === "success") {
    return (
      <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-muted text-xs">
        <span className="size-1.5 rounded-full bg-success" aria-hidden />
        {word}
      </span>
    )
  }
  return (
    <Badge tone={failed ? "danger" : "warning"} dot>
      {failed ? `${word} ${row.http_status}` : word}
    </Badge>
  )
}

/** The answer came from the response cache. */
export function CacheBadge() {
  return <Badge tone="success">{logsWords.table.cached}</Badge>
}
