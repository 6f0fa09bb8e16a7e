import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import type { LogRow } from "#lib/ui/api.gen"
import { cn } from "#lib/ui/cn"
import { formatCount, formatMs, formatUsd } from "#lib/ui/format"
import { firstTokenMs, keyLabel } from "#lib/ui/log-row"
import { nanoOf } from "#lib/ui/nano"
import { LogStatusBadge } from "./log-status-badge"
import { LogTime } from "./log-time"
import { logsHref, useLogFilters } from "./use-log-filters"

interface LogsTableProps {
  rows: readonly LogRow[]
  openId: string | null
  onOpen: (requestId: string) => void
}

/** One row a request, newest first. The time is a true link, so that a request opens in a new tab as well. */
export function LogsTable({ rows, openId, onOpen }: LogsTableProps) {
  return (
    <Table aria-label="Requests">
      <THead>
        <tr>
          <Th>Time</Th>
          <Th className="max-sm:hidden">Status</Th>
          <Th>Model</Th>
          <Th className="max-md:hidden">Key</Th>
          <Th numeric className="max-md:hidden">
            Tokens
          </Th>
          <Th numeric>Cost</Th>
          <Th numeric className="max-lg:hidden">
            First token
          </Th>
          <Th numeric className="max-sm:hidden">
            Duration
          </Th>
        </tr>
      </THead>
      <Tbody>
        {rows.map((row) => (
          <LogTableRow key={row.request_id} row={row} open={row.request_id === openId} onOpen={onOpen} />
        ))}
      </Tbody>
    </Table>
  )
}

function LogTableRow({ row, open, onOpen }: { row: LogRow; open: boolean; onOpen: (requestId: string) => void }) {
  const first = firstTokenMs(row)
  return (
    <Tr
      onClick={() => onOpen(row.request_id)}
      aria-current={open || undefined}
      className={cn(
        "cursor-pointer has-[a:focus-visible]:bg-accent-soft has-[a:focus-visible]:[&>td]:bg-transparent",
        open && "bg-accent-soft [&>td]:bg-transparent",
      )}
    >
      <Td className="whitespace-nowrap max-sm:pr-0">
        <TimeLink row={row} onOpen={onOpen} />
      </Td>
      <Td className="max-sm:hidden">
        <LogStatusBadge row={row} />
      </Td>
      <ModelCell row={row} />
      <Td className="max-w-36 truncate text-muted max-md:hidden">
        {keyLabel({ token: row.api_key, alias: row.key_alias })}
      </Td>
      <Td numeric className="whitespace-nowrap text-muted max-md:hidden">
        {formatCount(row.prompt_tokens)} <span className="text-faint">→</span> {formatCount(row.completion_tokens)}
      </Td>
      <Td numeric className="whitespace-nowrap" data-testid="log-cost" data-nano={nanoOf(row.spend)}>
        {row.unpriced ? (
          <span className="text-warning">no price</span>
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

function TimeLink({ row, onOpen }: { row: LogRow; onOpen: (requestId: string) => void }) {
  const [filters] = useLogFilters()
  return (
    <a
      href={logsHref({ ...filters, request: row.request_id })}
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
    <Td className="max-w-0 py-1.5 max-sm:w-full sm:w-2/5">
      <span className="flex items-center gap-2">
        <span className="sm:hidden">
          <LogStatusBadge row={row} compact />
        </span>
        <span className={cn("truncate", row.model_group ? "font-medium" : "text-faint")}>
          {row.model_group || "no model"}
        </span>
      </span>
      <span className="block truncate text-faint text-xs">
        {row.status === "failure" ? (row.error_message ?? answered) : answered}
      </span>
    </Td>
  )
}
