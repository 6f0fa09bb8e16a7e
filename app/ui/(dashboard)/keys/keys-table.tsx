import { useQuery } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { BudgetCell } from "#components/data-table/budget-cell"
import { Day } from "#components/data-table/day"
import { NameButton } from "#components/data-table/name-button"
import { ActionsHead, RowActions } from "#components/data-table/row-actions"
import { SomeNames } from "#components/data-table/some-names"
import { SortHead, sortingOf } from "#components/data-table/sort-head"
import { useVisitor } from "#components/nav/visitor-context"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { cn } from "#lib/ui/cn"
import { formatDateTime, formatRelative } from "#lib/ui/format"
import { type KeyRow, keyTitle } from "#lib/ui/key-row"
import { teamNamesQuery, userNamesQuery } from "#lib/ui/people-query"
import { listsUsers, makesKeys } from "#lib/ui/visitor"
import { keysWords } from "#lib/ui/words/keys"
import type { OpenDialog } from "./key-dialogs"
import { KeyOwner } from "./key-owner"
import { KeyStatus } from "./key-status"
import { useKeyActions } from "./use-key-actions"
import { useKeyFilters } from "./use-key-filters"

const { columns } = keysWords

interface KeysTableProps {
  rows: readonly KeyRow[]
  onOpen: (dialog: OpenDialog) => void
}

/** The keys. Narrow windows leave out what is least missed; the edit dialog has it all. */
export function KeysTable({ rows, onOpen }: KeysTableProps) {
  const sorting = sortingOf(...useKeyFilters())
  const { data: teams } = useQuery({ ...teamNamesQuery, enabled: rows.some((row) => row.team_id !== null) })
  const names = userNamesQuery(rows.flatMap((row) => row.user_id ?? []))
  const listed = listsUsers(useVisitor())
  const { data: users } = useQuery({ ...names, enabled: listed && names.enabled === true })
  return (
    <Table aria-label={keysWords.title}>
      <THead>
        <Tr>
          <SortHead sorting={sorting} sort="key_alias" first="asc" className="pl-5 max-sm:pl-4">
            {columns.key}
          </SortHead>
          <Th className="hidden sm:table-cell">{columns.status}</Th>
          <Th className="hidden lg:table-cell">{columns.owner}</Th>
          <Th className="hidden xl:table-cell">{columns.models}</Th>
          <SortHead sorting={sorting} sort="spend" first="desc">
            {columns.spend}
          </SortHead>
          <SortHead sorting={sorting} sort="last_active" first="desc" className="hidden md:table-cell">
            {columns.lastUsed}
          </SortHead>
          <SortHead sorting={sorting} sort="created_at" first="desc" className="hidden xl:table-cell">
            {columns.created}
          </SortHead>
          <ActionsHead />
        </Tr>
      </THead>
      <Tbody>
        {rows.map((row) => (
          <KeyRowView
            key={row.token}
            row={row}
            owner={<KeyOwner row={row} teams={teams} users={users} />}
            onOpen={onOpen}
          />
        ))}
      </Tbody>
    </Table>
  )
}

interface KeyRowViewProps {
  row: KeyRow
  owner: ReactNode
  onOpen: (dialog: OpenDialog) => void
}

function KeyRowView({ row, owner, onOpen }: KeyRowViewProps) {
  const changes = makesKeys(useVisitor())
  const actions = useKeyActions(row, onOpen)
  return (
    <Tr>
      <Td className="h-16 max-w-0 pl-5 max-sm:w-1/2 max-sm:pl-4 sm:max-w-56 xl:min-w-36">
        <NameButton
          onClick={changes ? () => onOpen({ kind: "edit", row }) : null}
          className={cn(row.key_alias === null && "font-mono font-normal")}
        >
          {keyTitle(row)}
        </NameButton>
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
      <Td className="hidden max-w-40 lg:table-cell">{owner}</Td>
      <Td className="hidden max-w-40 xl:table-cell">
        <SomeNames names={row.models} none={keysWords.allModels} />
      </Td>
      <Td className="w-44 sm:w-56">
        <BudgetCell row={row} />
      </Td>
      <Td className="hidden whitespace-nowrap text-muted md:table-cell">
        <LastUsed row={row} />
      </Td>
      <Td className="hidden whitespace-nowrap text-muted xl:table-cell">
        <Day at={row.created_at} />
      </Td>
      <Td className="w-12 pr-3 text-right max-sm:px-1">
        <RowActions subject={keyTitle(row)} actions={actions} />
      </Td>
    </Tr>
  )
}

/** Spend is counted at once, the time of use a moment later: a key that has spent was never "never" used. */
function LastUsed({ row }: { row: KeyRow }) {
  if (row.last_active === null)
    return row.spend > 0 ? keysWords.usedJustNow : <span className="text-faint">{keysWords.neverUsed}</span>
  return (
    <time dateTime={row.last_active} title={formatDateTime(row.last_active)}>
      {formatRelative(row.last_active)}
    </time>
  )
}
