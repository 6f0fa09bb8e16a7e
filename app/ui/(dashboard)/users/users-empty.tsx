import { SearchX, UserRound } from "lucide-react"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { useCreatingUser, useUserFilters } from "./use-user-filters"

interface UsersEmptyProps {
  filtered: boolean
  /** There are users, but not on a page as far as this one. */
  beyond: boolean
}

/** No users to show: none yet, none that match, or a page past the last. */
export function UsersEmpty({ filtered, beyond }: UsersEmptyProps) {
  const [, setFilters] = useUserFilters()
  const [, setCreating] = useCreatingUser()
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
        title="No user matches"
        description="The search looks at emails, names and ids."
        action={<Button onClick={() => void setFilters({ q: null, role: null, page: null })}>Clear filters</Button>}
      />
    )
  }
  return (
    <EmptyState
      icon={UserRound}
      title="No users yet"
      description="A user's budget holds for all their keys outside teams. Create one with a first key to hand over."
      action={<Button onClick={() => void setCreating(true)}>Create your first user</Button>}
    />
  )
}
