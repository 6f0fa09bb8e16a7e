import { KeyRound } from "lucide-react"
import { NoRows } from "#components/data-table/no-rows"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { makesKeys } from "#lib/ui/visitor"
import { keysWords } from "#lib/ui/words/keys"
import { useCreating, useKeyFilters } from "./use-key-filters"

const { unmatched, none } = keysWords

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
        ...unmatched,
        onClear: () => void setFilters({ q: null, status: null, page: null }),
      }}
      none={{
        icon: KeyRound,
        title: none.title,
        description: none.description,
        action: makes && <Button onClick={() => void setCreating(true)}>{none.action}</Button>,
      }}
    />
  )
}
