import { SearchX, UsersRound } from "lucide-react"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
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
  if (beyond) {
    return (
      <EmptyState
        icon={SearchX}
        title="There is no such page"
        description="The list has become shorter."
        action={<Button onClick={() => void setFilters({ page: null })}>To the first page</Button>}
      />
    )
  }
  if (filtered) {
    return (
      <EmptyState
        icon={SearchX}
        title="No team matches"
        description="The search looks at names and ids."
        action={<Button onClick={() => void setFilters({ q: null, page: null })}>Clear search</Button>}
      />
    )
  }
  return (
    <EmptyState
      icon={UsersRound}
      title="No teams yet"
      description="A team's budget holds for all its keys and members together. Create one, then add people and keys."
      action={<Button onClick={() => void setCreating(true)}>Create your first team</Button>}
    />
  )
}
