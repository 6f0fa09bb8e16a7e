import { Ban, CircleCheck, Pencil, Trash2 } from "lucide-react"
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
import { spenderWords, customersPageWords as words } from "#lib/ui/words/customers"
import { useBlockSpender, useDeleteSpender } from "./queries"
import { useSpenderFilters } from "./use-spender-filters"

interface SpendersTableProps {
  kind: SpenderKind
  rows: readonly SpenderRow[]
  onEdit: (row: SpenderRow) => void
}

/** Customers, or tags. Narrow windows leave out what is least missed. */
export function SpendersTable({ kind, rows, onEdit }: SpendersTableProps) {
  const sorting = sortingOf(...useSpenderFilters())
  return (
    <Table aria-label={spenderWords[kind].title}>
      <THead>
        <Tr>
          <SortHead sorting={sorting} sort="id" first="asc" className="pl-5 max-sm:pl-4">
            {spenderWords[kind].id}
          </SortHead>
          <Th className="hidden lg:table-cell">{words.columns.models}</Th>
          <SortHead sorting={sorting} sort="spend" first="desc">
            {words.columns.spend}
          </SortHead>
          <SortHead sorting={sorting} sort="created_at" first="desc" className="hidden md:table-cell">
            {words.columns.created}
          </SortHead>
          <ActionsHead />
        </Tr>
      </THead>
      <Tbody>
        {rows.map((row) => (
          <SpenderRowView key={row.id} row={row} onEdit={onEdit} />
        ))}
      </Tbody>
    </Table>
  )
}

function SpenderRowView({ row, onEdit }: { row: SpenderRow; onEdit: (row: SpenderRow) => void }) {
  const block = useBlockSpender(row)
  const remove = useDeleteSpender(row)
  const manages = managesSpenders(useVisitor())

  const actions: RowAction[] = [
    { label: words.actions.edit, icon: Pencil, opens: true, onSelect: () => onEdit(row) },
    {
      label: row.blocked ? words.actions.unblock : words.actions.block,
      icon: row.blocked ? CircleCheck : Ban,
      apart: true,
      onSelect: () => block.mutate(!row.blocked),
    },
    { label: words.actions.delete, icon: Trash2, removes: true, destructive: true, onSelect: remove },
  ]
  return (
    <Tr>
      <Td className="h-16 max-w-0 pl-5 max-sm:w-1/2 max-sm:pl-4 sm:max-w-72">
        <NameButton onClick={manages ? () => onEdit(row) : null}>{row.id}</NameButton>
        <span className="mt-0.5 flex items-center gap-2 text-faint text-xs">
          {row.blocked && <Badge tone="danger">{words.blocked}</Badge>}
          <span className="truncate">{row.about}</span>
        </span>
      </Td>
      <Td className="hidden max-w-48 lg:table-cell">
        <SomeNames names={row.models} none={words.allModels} />
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
