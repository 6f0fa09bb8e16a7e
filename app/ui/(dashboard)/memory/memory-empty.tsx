import { Brain } from "lucide-react"
import { NoRows } from "#components/data-table/no-rows"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { managesMemory } from "#lib/ui/visitor"
import { actions } from "#lib/ui/words/actions"
import { memoryWords } from "#lib/ui/words/memory"
import { useAddingFact, useMemoryFilters } from "./use-memory-filters"

interface Words {
  /** What is searched for: "user", and where. */
  readonly one: string
  readonly searched: string
  readonly title: string
  readonly description: string
  /** The button that adds one. */
  readonly add: string
}

/** Nothing is remembered: of anybody, of this user, or nothing that matches. */
export function MemoryEmpty({ one, searched, title, description, add }: Words) {
  const manages = managesMemory(useVisitor())
  const [{ q, page }, setFilters] = useMemoryFilters()
  const [, setAdding] = useAddingFact()
  return (
    <NoRows
      reason={q !== "" ? "filtered" : page > 1 ? "beyond" : null}
      onFirstPage={() => void setFilters({ page: null })}
      unmatched={{
        title: memoryWords.unmatchedTitle(one),
        description: searched,
        clear: actions.clearSearch,
        onClear: () => void setFilters({ q: null, page: null }),
      }}
      none={{
        icon: Brain,
        title,
        description,
        action: manages && <Button onClick={() => void setAdding(true)}>{add}</Button>,
      }}
    />
  )
}
