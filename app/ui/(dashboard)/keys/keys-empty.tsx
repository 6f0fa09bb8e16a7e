import { KeyRound } from "lucide-react"
import { NoRows } from "#components/data-table/no-rows"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { makesKeys } from "#lib/ui/visitor"
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
  const makes = makesKeys(useVisitor())
  return (
    <NoRows
      reason={beyond ? "beyond" : filtered ? "filtered" : null}
      onFirstPage={() => void setFilters({ page: null })}
      unmatched={{
        title: "No key matches",
        description: "The search looks at names, the last characters of a key and its hash.",
        clear: "Clear filters",
        onClear: () => void setFilters({ q: null, status: null, page: null }),
      }}
      none={{
        icon: KeyRound,
        title: "No keys yet",
        description: "Create one, give it a budget, and point any OpenAI client or agent at this gateway with it.",
        action: makes && <Button onClick={() => void setCreating(true)}>Create your first key</Button>,
      }}
    />
  )
}
