import { useQuery } from "@tanstack/react-query"
import { ScrollText, SearchX } from "lucide-react"
import Link from "next/link"
import { Button } from "#components/ui/button"
import { CodeBlock } from "#components/ui/code-block"
import { EmptyState } from "#components/ui/empty-state"
import { Phrase } from "#components/ui/phrase"
import { firstRequest } from "#lib/ui/first-request"
import { isFiltered, NO_FILTERS } from "#lib/ui/log-filters"
import { modelNamesQuery } from "#lib/ui/models-query"
import { actions } from "#lib/ui/words/actions"
import { logsWords } from "#lib/ui/words/logs"
import { useLogFilters } from "./use-log-filters"

const words = logsWords.empty

/** Nothing to list: because of the filters, because of the time range, or because nothing was ever sent. */
export function LogsEmpty() {
  const [filters, setFilters] = useLogFilters()
  if (isFiltered(filters)) {
    return (
      <EmptyState
        icon={SearchX}
        title={words.filteredTitle}
        description={words.filteredText}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            <Button onClick={() => void setFilters(NO_FILTERS)}>{actions.clearFilters}</Button>
            {filters.range !== "all" && <SearchAllTime />}
          </div>
        }
      />
    )
  }
  return filters.range === "all" ? (
    <FirstRequest title={words.noneYet} />
  ) : (
    <FirstRequest title={words.noneInRange} action={<SearchAllTime />} />
  )
}

function SearchAllTime() {
  const [, setFilters] = useLogFilters()
  return (
    <Button variant="outline" onClick={() => void setFilters({ range: "all", from: null, to: null })}>
      {words.searchAll}
    </Button>
  )
}

function FirstRequest({ title, action }: { title: string; action?: React.ReactNode }) {
  const { data: models = [] } = useQuery(modelNamesQuery)
  return (
    <div className="pb-10">
      <EmptyState
        icon={ScrollText}
        title={title}
        description={
          <Phrase
            text={words.sendOne}
            parts={{
              keysPage: (
                <Link href="/ui/keys" className="text-ink underline underline-offset-2">
                  {words.keysPage}
                </Link>
              ),
            }}
          />
        }
        action={action}
        className="pb-6"
      />
      <CodeBlock
        label={words.curl}
        code={firstRequest(window.location.origin, models)}
        className="mx-auto max-w-2xl text-left max-sm:mx-4"
      />
    </div>
  )
}
