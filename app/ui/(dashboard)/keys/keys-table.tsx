import { SortTh, Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { Tooltip } from "#components/ui/tooltip"
import { cn } from "#lib/ui/cn"
import { formatDate, formatDateTime, formatRelative } from "#lib/ui/format"
import { type KeyRow, keyTitle } from "#lib/ui/key-row"
import { BudgetCell } from "./budget-cell"
import { KeyActions } from "./key-actions"
import type { OpenDialog } from "./key-dialogs"
import { KeyStatus } from "./key-status"
import { type Sort, useKeyFilters } from "./use-key-filters"

interface KeysTableProps {
  rows: readonly KeyRow[]
  onOpen: (dialog: OpenDialog) => void
}

/** The keys. Narrow windows leave out what is least missed; the edit dialog has it all. */
export function KeysTable({ rows, onOpen }: KeysTableProps) {
  return (
    <Table aria-label="Keys">
      <THead>
        <Tr>
          <SortHead sort="key_alias" first="asc" className="pl-5 max-sm:pl-4">
            Key
          </SortHead>
          <Th className="hidden sm:table-cell">Status</Th>
          <Th className="hidden lg:table-cell">Models</Th>
          <SortHead sort="spend" first="desc">
            Spend
          </SortHead>
          <SortHead sort="last_active" first="desc" className="hidden md:table-cell">
            Last used
          </SortHead>
          <SortHead sort="created_at" first="desc" className="hidden xl:table-cell">
            Created
          </SortHead>
          <Th className="w-12">
            <span className="sr-only">Actions</span>
          </Th>
        </Tr>
      </THead>
      <Tbody>
        {rows.map((row) => (
          <KeyRowView key={row.token} row={row} onOpen={onOpen} />
        ))}
      </Tbody>
    </Table>
  )
}

function KeyRowView({ row, onOpen }: { row: KeyRow; onOpen: (dialog: OpenDialog) => void }) {
  return (
    <Tr>
      <Td className="h-16 max-w-0 pl-5 max-sm:w-1/2 max-sm:pl-4 sm:max-w-56">
        <button
          type="button"
          onClick={() => onOpen({ kind: "edit", row })}
          className={cn(
            "-mx-1 block max-w-full truncate rounded px-1 text-left font-medium underline-offset-4 hover:underline",
            row.key_alias === null && "font-mono font-normal",
          )}
        >
          {keyTitle(row)}
        </button>
        <span className="mt-0.5 flex items-center gap-2 text-faint text-xs">
          {row.key_alias !== null && (
            <span className={cn("truncate font-mono", row.status !== "active" && "max-sm:hidden")}>{row.key_name}</span>
          )}
          {row.status !== "active" && (
            <span className="sm:hidden">
              <KeyStatus row={row} />
            </span>
          )}
        </span>
      </Td>
      <Td className="hidden sm:table-cell">
        <KeyStatus row={row} />
      </Td>
      <Td className="hidden max-w-48 lg:table-cell">
        <Models names={row.models} />
      </Td>
      <Td className="w-44 sm:w-56">
        <BudgetCell row={row} />
      </Td>
      <Td className="hidden whitespace-nowrap text-muted md:table-cell">
        <LastUsed row={row} />
      </Td>
      <Td className="hidden whitespace-nowrap text-muted xl:table-cell">
        <time dateTime={row.created_at} title={formatDateTime(row.created_at)}>
          {formatDate(row.created_at)}
        </time>
      </Td>
      <Td className="w-12 pr-3 text-right max-sm:px-1">
        <KeyActions row={row} onOpen={onOpen} />
      </Td>
    </Tr>
  )
}

/** Spend is counted at once, the time of use a moment later: a key that has spent was never "never" used. */
function LastUsed({ row }: { row: KeyRow }) {
  if (row.last_active === null) return row.spend > 0 ? "just now" : <span className="text-faint">Never</span>
  return (
    <time dateTime={row.last_active} title={formatDateTime(row.last_active)}>
      {formatRelative(row.last_active)}
    </time>
  )
}

function Models({ names }: { names: readonly string[] }) {
  const [first] = names
  if (first === undefined) return <span className="text-faint">All</span>
  if (names.length === 1) return <span className="block truncate text-muted">{first}</span>
  return (
    <Tooltip content={<span className="whitespace-pre-line break-all">{names.join("\n")}</span>}>
      <button type="button" className="flex max-w-full items-center gap-1.5 rounded text-left text-muted">
        <span className="truncate">{first}</span>
        <span className="shrink-0 rounded bg-subtle px-1 text-xs">+{names.length - 1}</span>
      </button>
    </Tooltip>
  )
}

interface SortHeadProps {
  sort: Sort
  /** The direction that is wanted first. */
  first: "asc" | "desc"
  className?: string
  children: string
}

function SortHead({ sort, first, className, children }: SortHeadProps) {
  const [filters, setFilters] = useKeyFilters()
  const current = filters.sort === sort ? filters.order : null
  const next = current === null ? first : current === "asc" ? "desc" : "asc"
  return (
    <SortTh direction={current} className={className} onSort={() => void setFilters({ sort, order: next, page: null })}>
      {children}
    </SortTh>
  )
}
