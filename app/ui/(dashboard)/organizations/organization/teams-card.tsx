import { useQuery } from "@tanstack/react-query"
import { Plus } from "lucide-react"
import Link from "next/link"
import { BudgetCell } from "#components/data-table/budget-cell"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { Card, CardHeader, CardTitle } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { Skeleton } from "#components/ui/skeleton"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { withQuery } from "#lib/ui/api"
import { formatCount } from "#lib/ui/format"
import { type TeamRow, teamTitle } from "#lib/ui/team-form"
import { makesTeams } from "#lib/ui/visitor"
import { organizationWords } from "#lib/ui/words/organization"
import { terms } from "#lib/ui/words/terms"
import { organizationTeamsQuery } from "./queries"

/** The organization's teams, each with its own spend. */
export function TeamsCard({ organizationId }: { organizationId: string }) {
  const teams = useQuery(organizationTeamsQuery(organizationId))
  const makes = makesTeams(useVisitor())
  return (
    <Card className="overflow-hidden">
      <CardHeader className="items-center pb-3">
        <CardTitle>{terms.teams}</CardTitle>
        {makes && (
          <Button asChild variant="outline" size="sm">
            <Link href={withQuery("/ui/teams", { create: true, organization: organizationId })} prefetch={false}>
              <Plus aria-hidden />
              {organizationWords.teams.create}
            </Link>
          </Button>
        )}
      </CardHeader>
      {teams.isPending && <Skeleton className="m-5 h-12" />}
      {teams.isError && !teams.data && (
        <ErrorState
          title={organizationWords.teams.notLoaded}
          error={teams.error}
          onRetry={() => void teams.refetch()}
          className="py-8"
        />
      )}
      {teams.data?.length === 0 && (
        <p className="border-line border-t px-5 py-6 text-muted text-sm">{organizationWords.teams.none}</p>
      )}
      {teams.data && teams.data.length > 0 && <TeamsTable rows={teams.data} />}
    </Card>
  )
}

function TeamsTable({ rows }: { rows: readonly TeamRow[] }) {
  return (
    <Table aria-label={terms.teams}>
      <THead>
        <tr>
          <Th className="pl-5">{terms.team}</Th>
          <Th numeric className="hidden sm:table-cell">
            {terms.members}
          </Th>
          <Th className="pr-5">{terms.spend}</Th>
        </tr>
      </THead>
      <Tbody>
        {rows.map((team) => (
          <Tr key={team.team_id}>
            <Td className="h-16 w-full max-w-0 pl-5">
              <Link
                href={withQuery("/ui/teams/team", { id: team.team_id })}
                prefetch={false}
                className="block truncate font-medium hover:underline"
              >
                {teamTitle(team)}
              </Link>
            </Td>
            <Td numeric className="hidden text-muted sm:table-cell">
              {formatCount(team.members_with_roles.length)}
            </Td>
            <Td className="w-56 min-w-40 pr-5">
              <BudgetCell row={team} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  )
}
