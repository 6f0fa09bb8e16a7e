import { BudgetCell } from "#components/data-table/budget-cell"
import { Day } from "#components/data-table/day"
import { NameLink } from "#components/data-table/name-link"
import { ActionsHead, RowActions } from "#components/data-table/row-actions"
import { SomeNames } from "#components/data-table/some-names"
import { SortHead, sortingOf } from "#components/data-table/sort-head"
import { Badge } from "#components/ui/badge"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { withQuery } from "#lib/ui/api"
import { formatCount } from "#lib/ui/format"
import { type TeamRow, teamTitle } from "#lib/ui/team-form"
import { teamsWords } from "#lib/ui/words/teams"
import { terms } from "#lib/ui/words/terms"
import type { OpenTeamDialog } from "./team-dialogs"
import { useTeamActions } from "./use-team-actions"
import { useTeamFilters } from "./use-team-filters"

interface TeamsTableProps {
  rows: readonly TeamRow[]
  onOpen: (dialog: OpenTeamDialog) => void
}

/** The teams. Narrow windows leave out what is least missed; the team's page has it all. */
export function TeamsTable({ rows, onOpen }: TeamsTableProps) {
  const sorting = sortingOf(...useTeamFilters())
  return (
    <Table aria-label={terms.teams}>
      <THead>
        <Tr>
          <SortHead sorting={sorting} sort="alias" first="asc" className="pl-5 max-sm:pl-4">
            {terms.team}
          </SortHead>
          <Th numeric className="hidden sm:table-cell">
            {terms.members}
          </Th>
          <Th className="hidden lg:table-cell">{terms.models}</Th>
          <SortHead sorting={sorting} sort="spend" first="desc">
            {terms.spend}
          </SortHead>
          <SortHead sorting={sorting} sort="created_at" first="desc" className="hidden md:table-cell">
            {terms.created}
          </SortHead>
          <ActionsHead />
        </Tr>
      </THead>
      <Tbody>
        {rows.map((team) => (
          <TeamRowView key={team.team_id} team={team} onOpen={onOpen} />
        ))}
      </Tbody>
    </Table>
  )
}

function TeamRowView({ team, onOpen }: { team: TeamRow; onOpen: (dialog: OpenTeamDialog) => void }) {
  const actions = useTeamActions(team, onOpen)
  const members = team.members_with_roles.length
  return (
    <Tr>
      <Td className="h-16 max-w-0 pl-5 max-sm:w-1/2 max-sm:pl-4 sm:max-w-56">
        <NameLink href={withQuery("/ui/teams/team", { id: team.team_id })}>{teamTitle(team)}</NameLink>
        <span className="mt-0.5 flex items-center gap-2 text-faint text-xs">
          {team.blocked && <Badge tone="danger">{terms.blocked}</Badge>}
          <span className="sm:hidden">{teamsWords.members(members)}</span>
        </span>
      </Td>
      <Td numeric className="hidden text-muted sm:table-cell">
        {formatCount(members)}
      </Td>
      <Td className="hidden max-w-48 lg:table-cell">
        <SomeNames names={team.models} none={terms.all} />
      </Td>
      <Td className="w-44 sm:w-56">
        <BudgetCell row={team} />
      </Td>
      <Td className="hidden whitespace-nowrap text-muted md:table-cell">
        <Day at={team.created_at} />
      </Td>
      <Td className="w-12 pr-3 text-right max-sm:px-1">
        <RowActions subject={teamTitle(team)} actions={actions} />
      </Td>
    </Tr>
  )
}
