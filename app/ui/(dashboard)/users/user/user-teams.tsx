import Link from "next/link"
import { BudgetCell } from "#components/data-table/budget-cell"
import { Badge } from "#components/ui/badge"
import { Card, CardHeader, CardTitle } from "#components/ui/card"
import { Phrase } from "#components/ui/phrase"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { withQuery } from "#lib/ui/api"
import { type TeamRow, teamTitle } from "#lib/ui/team-form"
import { userWords } from "#lib/ui/words/user"

const words = userWords.teams

interface UserTeamsProps {
  userId: string
  teams: readonly TeamRow[]
}

/** The teams somebody is in, each with its own spend. */
export function UserTeams({ userId, teams }: UserTeamsProps) {
  return (
    <Card className="overflow-hidden">
      <CardHeader className="items-center pb-3">
        <CardTitle>{words.title}</CardTitle>
      </CardHeader>
      {teams.length === 0 ? (
        <p className="border-line border-t px-5 py-6 text-muted text-sm">
          <Phrase
            text={words.none}
            parts={{
              page: (
                <Link href="/ui/teams" prefetch={false} className="underline underline-offset-4 hover:text-ink">
                  {words.teamsPage}
                </Link>
              ),
            }}
          />
        </p>
      ) : (
        <Table aria-label={words.title}>
          <THead>
            <tr>
              <Th className="pl-5">{words.columns.team}</Th>
              <Th className="hidden sm:table-cell">{words.columns.role}</Th>
              <Th className="pr-5">{words.columns.spend}</Th>
            </tr>
          </THead>
          <Tbody>
            {teams.map((team) => (
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
                <Td className="hidden sm:table-cell">
                  <Badge tone={isAdmin(team, userId) ? "info" : "neutral"}>
                    {isAdmin(team, userId) ? words.admin : words.member}
                  </Badge>
                </Td>
                <Td className="w-56 min-w-40 pr-5">
                  <BudgetCell row={team} />
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
    </Card>
  )
}

function isAdmin(team: TeamRow, userId: string): boolean {
  return team.members_with_roles.some((member) => member.user_id === userId && member.role === "admin")
}
