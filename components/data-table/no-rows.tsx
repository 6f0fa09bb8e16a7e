import { SearchX } from "lucide-react"
import type { ComponentProps, ReactNode } from "react"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { listWords } from "#lib/ui/words/components-data-table"

interface NoRowsProps {
  /** Why there is nothing: none match, a page past the last, or (null) there are none yet. */
  reason: "filtered" | "beyond" | null
  onFirstPage: () => void
  /** What to say when none match. */
  unmatched: { title: string; description: string; clear: string; onClear: () => void }
  /** What to say when there are none yet. */
  none: Pick<ComponentProps<typeof EmptyState>, "icon" | "title" | "description"> & { action: ReactNode }
}

/** A list with nothing to show, and what to do next. */
export function NoRows({ reason, onFirstPage, unmatched, none }: NoRowsProps) {
  if (reason === "beyond")
    return (
      <EmptyState
        icon={SearchX}
        title={listWords.beyond.title}
        description={listWords.beyond.description}
        action={<Button onClick={onFirstPage}>{listWords.beyond.toFirst}</Button>}
      />
    )
  if (reason === "filtered")
    return (
      <EmptyState
        icon={SearchX}
        title={unmatched.title}
        description={unmatched.description}
        action={<Button onClick={unmatched.onClear}>{unmatched.clear}</Button>}
      />
    )
  return <EmptyState {...none} />
}
