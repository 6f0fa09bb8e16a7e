import { UserRound } from "lucide-react"
import { NoRows } from "#components/data-table/no-rows"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { makesUsers } from "#lib/ui/visitor"
import { usersWords } from "#lib/ui/words/users"
import { useCreatingUser, useUserFilters } from "./use-user-filters"

const { unmatched, none } = usersWords

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
        ...unmatched,
        onClear: () => void setFilters({ q: null, role: null, page: null }),
      }}
      none={{
        icon: UserRound,
        title: none.title,
        description: none.description,
        action: makes && <Button onClick={() => void setCreating(true)}>{none.action}</Button>,
      }}
    />
  )
}
