import { UserRound } from "lucide-react"
import { NoRows } from "#components/data-table/no-rows"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { makesUsers } from "#lib/ui/visitor"
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
  const makes = makesUsers(useVisitor())
  return (
    <NoRows
      reason={beyond ? "beyond" : filtered ? "filtered" : null}
      onFirstPage={() => void setFilters({ page: null })}
      unmatched={{
        title: "No user matches",
        description: "The search looks at emails, names and ids.",
        clear: "Clear filters",
        onClear: () => void setFilters({ q: null, role: null, page: null }),
      }}
      none={{
        icon: UserRound,
        title: "No users yet",
        description:
          "A user's budget holds for all their keys outside teams. Create one with a first key to hand over.",
        action: makes && <Button onClick={() => void setCreating(true)}>Create your first user</Button>,
      }}
    />
  )
}
