import type { UseInfiniteQueryResult } from "@tanstack/react-query"
import { Button } from "#components/ui/button"
import type { SpendPageOutput } from "#lib/ui/api.gen"
import { formatCount } from "#lib/ui/format"
import { isLivePaused } from "./queries"

interface LogsFooterProps {
  logs: UseInfiniteQueryResult<{ pages: SpendPageOutput[] }>
  shown: number
  live: boolean
}

/** How much is shown, more of it, and what went wrong while getting more. */
export function LogsFooter({ logs, shown, live }: LogsFooterProps) {
  const pages = logs.data?.pages ?? []
  const total = Math.max(pages[0]?.total ?? 0, shown)
  return (
    <div className="mt-3 flex flex-wrap items-center justify-between gap-3 text-faint text-xs">
      <p role="status">
        {logs.isError ? (
          <span className="text-danger">{logs.error.message}</span>
        ) : (
          <>
            {formatCount(shown)} of {formatCount(total)}
            {pages[0]?.total_is_capped && "+"} requests
            {live && isLivePaused(pages.length) && " · auto-refresh pauses while this many are loaded"}
          </>
        )}
      </p>
      <p className="hidden items-center gap-1.5 md:flex">
        <Key>j</Key>
        <Key>k</Key> move <Key>Enter</Key> open <Key>Esc</Key> close
      </p>
      {logs.hasNextPage && (
        <Button
          variant="outline"
          size="sm"
          loading={logs.isFetchingNextPage}
          onClick={() => void logs.fetchNextPage({ cancelRefetch: false })}
        >
          Load more
        </Button>
      )}
    </div>
  )
}

function Key({ children }: { children: string }) {
  return (
    <kbd className="rounded border border-line bg-subtle px-1 font-mono text-[0.6875rem] text-muted">{children}</kbd>
  )
}
