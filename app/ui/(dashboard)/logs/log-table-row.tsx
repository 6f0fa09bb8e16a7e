import type { Ref } from "react"
import { Td, Tr } from "#components/ui/table"
import type { LogRow } from "#lib/ui/api.gen"
import { cn } from "#lib/ui/cn"
import { formatCount, formatMs, formatUsd } from "#lib/ui/format"
import { firstTokenMs, keyLabel } from "#lib/ui/log-row"
import { nanoOf } from "#lib/ui/nano"
import { logsWords } from "#lib/ui/words/logs"
import { CacheBadge, LogStatusBadge } from "./log-status-badge"
import { LogTime } from "./log-time"

interface LogTableRowProps {
  row: LogRow
  /** Its place in the list, for measuring and for screen readers. */
  index: number
  open: boolean
  href: string
  onOpen: (requestId: string) => void
  ref: Ref<HTMLTableRowElement>
}

/** The time is a true link, so that a request opens in a new tab as well. */
export function LogTableRow({ row, index, open, href, onOpen, ref }: LogTableRowProps) {
  const first = firstTokenMs(row)
  return (
    <Tr
      ref={ref}
      data-index={index}
      aria-rowindex={index + 2}
      onClick={() => onOpen(row.request_id)}
      aria-current={open || undefined}
      className={cn(
        "cursor-pointer has-[a:focus-visible]:bg-accent-soft has-[a:focus-visible]:[&>td]:bg-transparent",
        open && "bg-accent-soft [&>td]:bg-transparent",
      )}
    >
      <Td className="whitespace-nowrap max-sm:pr-0">
        <TimeLink row={row} href={href} onOpen={onOpen} />
      </Td>
      <Td className="max-sm:hidden">
        <LogStatusBadge row={row} />
      </Td>
      <ModelCell row={row} />
      <Td className="truncate text-muted max-md:hidden">{keyLabel({ token: row.api_key, alias: row.key_alias })}</Td>
      <Td numeric className="whitespace-nowrap text-muted max-md:hidden">
        {formatCount(row.prompt_tokens)} <span className="text-faint">→</span> {formatCount(row.completion_tokens)}
      </Td>
      <Td numeric className="whitespace-nowrap" data-testid="log-cost" data-nano={nanoOf(row.spend)}>
        {row.unpriced ? (
          <span className="text-warning">{logsWords.table.noPrice}</span>
        ) : (
          <span className={cn(row.spend === 0 && "text-faint")}>{formatUsd(row.spend)}</span>
        )}
      </Td>
      <Td numeric className="whitespace-nowrap text-muted max-lg:hidden">
        {first === null ? <span className="text-faint">–</span> : formatMs(first)}
      </Td>
      <Td numeric className="whitespace-nowrap text-muted max-sm:hidden">
        {formatMs(row.request_duration_ms)}
      </Td>
    </Tr>
  )
}

function TimeLink({ row, href, onOpen }: Pick<LogTableRowProps, "row" | "href" | "onOpen">) {
  return (
    <a
      href={href}
      data-request-id={row.request_id}
      onClick={(event) => {
        event.stopPropagation()
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        onOpen(row.request_id)
      }}
      className="rounded text-xs focus-visible:outline-none"
    >
      <LogTime iso={row.startTime} stack />
    </a>
  )
}

function ModelCell({ row }: { row: LogRow }) {
  const answered = [row.custom_llm_provider, row.model].filter(Boolean).join(" · ")
  return (
    <Td className="py-1.5">
      <span className="flex items-center gap-2">
        <span className="sm:hidden">
          <LogStatusBadge row={row} compact />
        </span>
        <span className={cn("truncate", row.model_group ? "font-medium" : "text-faint")}>
          {row.model_group || logsWords.table.noModel}
        </span>
        {row.cache_hit && <CacheBadge />}
      </span>
      <span className="block truncate text-faint text-xs">
        {row.status === "failure" ? (row.error_message ?? answered) : answered}
      </span>
    </Td>
  )
}
