import type { UseInfiniteQueryResult } from "@tanstack/react-query"
import { Button } from "#components/ui/button"
import { Kbd } from "#components/ui/kbd"
import type { LogRow, SpendPageOutput } from "#lib/ui/api.gen"
import { formatCount } from "#lib/ui/format"
import { MAX_PAGES } from "./queries"
import { useLogFilters } from "./use-log-filters"

interface LogsFooterProps {
  logs: UseInfiniteQueryResult<{ pages: SpendPageOutput[] }>
  rows: readonly LogRow[]
}

/** How much is loaded, more of it, and what went wrong while getting more. */
export function LogsFooter({ logs, rows }: LogsFooterProps) {
  const pages = logs.data?.pages ?? []
  const total = Math.max(pages[0]?.total ?? 0, rows.length)
  return (
    <div className="mt-3 flex flex-wrap items-center justify-between gap-3 text-faint text-xs">
      <p role="status">
        {logs.isError ? (
          <span className="text-danger">{logs.error.message}</span>
        ) : (
          <>
            {formatCount(rows.length)} of {formatCount(total)}
            {pages[0]?.total_is_capped && "+"} requests{logs.isFetchingNextPage && " · loading more…"}
          </>
        )}
      </p>
      <p className="hidden items-center gap-1.5 md:flex">
        <Kbd>j</Kbd>
        <Kbd>k</Kbd> move <Kbd>Enter</Kbd> open <Kbd>Esc</Kbd> close
      </p>
      {logs.hasNextPage && (pages.length >= MAX_PAGES ? <GoOn last={rows.at(-1)} /> : <LoadMore logs={logs} />)}
    </div>
  )
}

function LoadMore({ logs }: Pick<LogsFooterProps, "logs">) {
  return (
    <Button
      variant="outline"
      size="sm"
      loading={logs.isFetchingNextPage}
      onClick={() => void logs.fetchNextPage({ cancelRefetch: false })}
    >
      Load more
    </Button>
  )
}

/** So many rows are enough for one page: the next ones are a list of their own, which begins where this one ends. */
function GoOn({ last }: { last: LogRow | undefined }) {
  const [, setFilters] = useLogFilters()
  if (last === undefined) return null
  // The API leaves the end itself out; the last row is the first of the next list.
  const to = new Date(Date.parse(last.startTime) + 1)
  return (
    <Button
      variant="outline"
      size="sm"
      onClick={() => {
        void setFilters({ range: "custom", to }, { history: "push" })
        window.scrollTo({ top: 0 })
      }}
    >
      Go on with older requests
    </Button>
  )
}
