import { Ban, CircleCheck, Pencil, Trash2 } from "lucide-react"
import { toast } from "sonner"
import { BudgetCell } from "#components/data-table/budget-cell"
import { Day } from "#components/data-table/day"
import { NameButton } from "#components/data-table/name-button"
import { ActionsHead, type RowAction, RowActions } from "#components/data-table/row-actions"
import { SomeNames } from "#components/data-table/some-names"
import { SortHead, sortingOf } from "#components/data-table/sort-head"
import { useVisitor } from "#components/nav/visitor-context"
import { Badge } from "#components/ui/badge"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import type { SpenderKind, SpenderRow } from "#lib/ui/spender-form"
import { managesSpenders } from "#lib/ui/visitor"
import { useBlockSpender } from "./queries"
import type { OpenSpenderDialog } from "./spender-dialogs"
import { WORDS } from "./spender-words"
import { useSpenderFilters } from "./use-spender-filters"

interface SpendersTableProps {
  kind: SpenderKind
  rows: readonly SpenderRow[]
  onOpen: (dialog: OpenSpenderDialog) => void
}

/** Customers, or tags. Narrow windows leave out what is least missed. */
export function SpendersTable({ kind, rows, onOpen }: SpendersTableProps) {
  const sorting = sortingOf(...useSpenderFilters())
  return (
    <Table aria-label={kind === "customer" ? "Customers" : "Tags"}>
      <THead>
        <Tr>
          <SortHead sorting={sorting} sort="id" first="asc" className="pl-5 max-sm:pl-4">
            {WORDS[kind].id}
          </SortHead>
          <Th className="hidden lg:table-cell">Models</Th>
          <SortHead sorting={sorting} sort="spend" first="desc">
            Spend
          </SortHead>
          <SortHead sorting={sorting} sort="created_at" first="desc" className="hidden md:table-cell">
            Created
          </SortHead>
          <ActionsHead />
        </Tr>
      </THead>
      <Tbody>
        {rows.map((row) => (
          <SpenderRowView key={row.id} row={row} onOpen={onOpen} />
        ))}
      </Tbody>
    </Table>
  )
}

function SpenderRowView({ row, onOpen }: { row: SpenderRow; onOpen: (dialog: OpenSpenderDialog) => void }) {
  const block = useBlockSpender(row)
  const manages = managesSpenders(useVisitor())

  function setBlocked(blocked: boolean) {
    block.mutate(blocked, {
      onSuccess: () => toast.success(`${row.id} is ${blocked ? "blocked" : "working again"}`),
      onError: (e) => toast.error(`${row.id} was not changed`, { description: e.message }),
    })
  }

  const actions: RowAction[] = [
    { label: "Edit", icon: Pencil, opens: true, onSelect: () => onOpen({ kind: "edit", row }) },
    {
      label: row.blocked ? "Unblock" : "Block",
      icon: row.blocked ? CircleCheck : Ban,
      apart: true,
      onSelect: () => setBlocked(!row.blocked),
    },
    { label: "Delete", icon: Trash2, opens: true, destructive: true, onSelect: () => onOpen({ kind: "delete", row }) },
  ]
  return (
    <Tr>
      <Td className="h-16 max-w-0 pl-5 max-sm:w-1/2 max-sm:pl-4 sm:max-w-72">
        <NameButton onClick={manages ? () => onOpen({ kind: "edit", row }) : null}>{row.id}</NameButton>
        <span className="mt-0.5 flex items-center gap-2 text-faint text-xs">
          {row.blocked && <Badge tone="danger">Blocked</Badge>}
          <span className="truncate">{row.about}</span>
        </span>
      </Td>
      <Td className="hidden max-w-48 lg:table-cell">
        <SomeNames names={row.models} none="All" />
      </Td>
      <Td className="w-44 sm:w-56">
        <BudgetCell row={row} />
      </Td>
      <Td className="hidden whitespace-nowrap text-muted md:table-cell">
        <Day at={row.created_at} />
      </Td>
      <Td className="w-12 pr-3 text-right max-sm:px-1">
        <RowActions subject={row.id} actions={manages ? actions : []} />
      </Td>
    </Tr>
  )
}
