import { KeyRound, SearchX } from "lucide-react"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { useCreating, useKeyFilters } from "./use-key-filters"

interface KeysEmptyProps {
  filtered: boolean
  /** There are keys, but not on a page as far as this one. */
  beyond: boolean
}

/** No keys to show: none yet, none that match, or a page past the last. */
export function KeysEmpty({ filtered, beyond }: KeysEmptyProps) {
  const [, setFilters] = useKeyFilters()
  const [, setCreating] = useCreating()
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
        title="No key matches"
        description="The search looks at names, the last characters of a key and its hash."
        action={<Button onClick={() => void setFilters({ q: null, status: null, page: null })}>Clear filters</Button>}
      />
    )
  }
  return (
    <EmptyState
      icon={KeyRound}
      title="No keys yet"
      description="Create one, give it a budget, and point any OpenAI client or agent at this gateway with it."
      action={<Button onClick={() => void setCreating(true)}>Create your first key</Button>}
    />
  )
}
