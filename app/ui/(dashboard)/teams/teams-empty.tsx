import { UsersRound } from "lucide-react"
import { NoRows } from "#components/data-table/no-rows"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { makesTeams } from "#lib/ui/visitor"
import { actions } from "#lib/ui/words/actions"
import { teamsWords } from "#lib/ui/words/teams"
import { useCreatingTeam, useTeamFilters } from "./use-team-filters"

interface TeamsEmptyProps {
  filtered: boolean
  /** There are teams, but not on a page as far as this one. */
  beyond: boolean
}

/** No teams to show: none yet, none that match, or a page past the last. */
export function TeamsEmpty({ filtered, beyond }: TeamsEmptyProps) {
  const [, setFilters] = useTeamFilters()
  const [, setCreating] = useCreatingTeam()
  const makes = makesTeams(useVisitor())
  return (
    <NoRows
      reason={beyond ? "beyond" : filtered ? "filtered" : null}
      onFirstPage={() => void setFilters({ page: null })}
      unmatched={{
        title: teamsWords.noMatch.title,
        description: teamsWords.noMatch.description,
        clear: actions.clearSearch,
        onClear: () => void setFilters({ q: null, page: null }),
      }}
      none={{
        icon: UsersRound,
        title: teamsWords.none.title,
        description: teamsWords.none.description,
        action: makes && <Button onClick={() => void setCreating(true)}>{teamsWords.none.action}</Button>,
      }}
    />
  )
}
