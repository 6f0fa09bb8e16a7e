import type { ReactNode } from "react"
import { Card } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { cn } from "#lib/ui/cn"
import { listWords } from "#lib/ui/words/components-data-table"
import { StaleNote } from "./stale-note"
import { TableSkeleton } from "./table-skeleton"

/** A query as far as a list's looks go. */
interface ListState {
  readonly data: unknown
  readonly error: Error | null
  readonly isPending: boolean
  readonly isRefetchError: boolean
  readonly isPlaceholderData: boolean
  readonly refetch: () => unknown
}

interface ListCardProps {
  /** What is listed, as a sentence goes on with it: "keys", "the audit log". */
  what: string
  list: ListState
  /** How many rows there are to show. */
  count: number
  /** Rows of the table to come. */
  skeletonRows?: number
  /** What stands there when there is no row. */
  empty: ReactNode
  /** The table. */
  children: ReactNode
}

/** The card around a list: to come, not to be had, empty or there; and out of date when the last refresh failed. */
export function ListCard({ what, list, count, skeletonRows = 8, empty, children }: ListCardProps) {
  const has = list.data !== undefined || count > 0
  return (
    <Card className={cn("overflow-hidden transition-opacity", list.isPlaceholderData && "opacity-60")}>
      {list.isPending && <TableSkeleton label={listWords.loading(what)} rows={skeletonRows} />}
      {!has && list.error && (
        <ErrorState title={listWords.notLoaded(what)} error={list.error} onRetry={() => void list.refetch()} />
      )}
      {has && list.isRefetchError && list.error && <StaleNote error={list.error} />}
      {has && (count === 0 ? empty : children)}
    </Card>
  )
}
