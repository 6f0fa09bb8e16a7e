import type { UseInfiniteQueryResult } from "@tanstack/react-query"
import { Button } from "#components/ui/button"
import { Kbd } from "#components/ui/kbd"
import { Phrase } from "#components/ui/phrase"
import type { LogRow, SpendPageOutput } from "#lib/ui/api.gen"
import { formatCount } from "#lib/ui/format"
import { logsWords } from "#lib/ui/words/logs"
import { MAX_PAGES } from "./queries"
import { useLogFilters } from "./use-log-filters"

const words = logsWords.footer

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
            {words.loaded(formatCount(rows.length), `${formatCount(total)}${pages[0]?.total_is_capped ? "+" : ""}`)}
            {logs.isFetchingNextPage && ` · ${words.loading}`}
          </>
        )}
      </p>
      <p className="hidden items-center gap-1.5 md:flex">
        <Phrase text={words.keys} parts={KEYS} />
      </p>
      {logs.hasNextPage && (pages.length >= MAX_PAGES ? <GoOn last={rows.at(-1)} /> : <LoadMore logs={logs} />)}
    </div>
  )
}

const KEYS = {
  j: <Kbd>j</Kbd>,
  k: <Kbd>k</Kbd>,
  enter: <Kbd>{words.enter}</Kbd>,
  escape: <Kbd>{words.escape}</Kbd>,
}

function LoadMore({ logs }: Pick<LogsFooterProps, "logs">) {
  return (
    <Button
      variant="outline"
      size="sm"
      loading={logs.isFetchingNextPage}
      onClick={() => void logs.fetchNextPage({ cancelRefetch: false })}
    >
      {words.loadMore}
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
      {words.goOn}
    </Button>
  )
}
