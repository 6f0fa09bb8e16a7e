import { BudgetCell } from "#components/data-table/budget-cell"
import { Day } from "#components/data-table/day"
import { NameLink } from "#components/data-table/name-link"
import { ActionsHead, RowActions } from "#components/data-table/row-actions"
import { SortHead, sortingOf } from "#components/data-table/sort-head"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { withQuery } from "#lib/ui/api"
import type { UserListOutput } from "#lib/ui/api.gen"
import { formatCount } from "#lib/ui/format"
import { roleName, userTitle } from "#lib/ui/user-form"
import { usersWords } from "#lib/ui/words/users"
import { useUserActions } from "./use-user-actions"
import { useUserFilters } from "./use-user-filters"
import type { OpenUserDialog } from "./user-dialogs"

const { columns } = usersWords

type UserRow = UserListOutput["users"][number]

interface UsersTableProps {
  rows: readonly UserRow[]
  onOpen: (dialog: OpenUserDialog) => void
}

/** The users. Narrow windows leave out what is least missed; the user's page has it all. */
export function UsersTable({ rows, onOpen }: UsersTableProps) {
  const sorting = sortingOf(...useUserFilters())
  return (
    <Table aria-label={usersWords.title}>
      <THead>
        <Tr>
          <SortHead sorting={sorting} sort="alias" first="asc" className="pl-5 max-sm:pl-4">
            {columns.user}
          </SortHead>
          <Th className="hidden sm:table-cell">{columns.role}</Th>
          <Th numeric className="hidden lg:table-cell">
            {columns.teams}
          </Th>
          <Th numeric className="hidden md:table-cell">
            {columns.keys}
          </Th>
          <SortHead sorting={sorting} sort="spend" first="desc">
            {columns.spend}
          </SortHead>
          <SortHead sorting={sorting} sort="created_at" first="desc" className="hidden lg:table-cell">
            {columns.created}
          </SortHead>
          <ActionsHead />
        </Tr>
      </THead>
      <Tbody>
        {rows.map((user) => (
          <UserRowView key={user.user_id} user={user} onOpen={onOpen} />
        ))}
      </Tbody>
    </Table>
  )
}

function UserRowView({ user, onOpen }: { user: UserRow; onOpen: (dialog: OpenUserDialog) => void }) {
  const actions = useUserActions(user, onOpen)
  const name = userTitle(user)
  const second = name === user.user_email ? null : (user.user_email ?? (name === user.user_id ? null : user.user_id))
  return (
    <Tr>
      <Td className="h-16 max-w-0 pl-5 max-sm:w-1/2 max-sm:pl-4 sm:max-w-56">
        <NameLink href={withQuery("/ui/users/user", { id: user.user_id })}>{name}</NameLink>
        {second !== null && <span className="mt-0.5 block truncate text-faint text-xs">{second}</span>}
      </Td>
      <Td className="hidden whitespace-nowrap text-muted sm:table-cell">{roleName(user.user_role)}</Td>
      <Td numeric className="hidden text-muted lg:table-cell">
        {formatCount(user.teams.length)}
      </Td>
      <Td numeric className="hidden text-muted md:table-cell">
        {formatCount(user.key_count)}
      </Td>
      <Td className="w-44 sm:w-56">
        <BudgetCell row={user} />
      </Td>
      <Td className="hidden whitespace-nowrap text-muted lg:table-cell">
        <Day at={user.created_at} />
      </Td>
      <Td className="w-12 pr-3 text-right max-sm:px-1">
        <RowActions subject={name} actions={actions} />
      </Td>
    </Tr>
  )
}
