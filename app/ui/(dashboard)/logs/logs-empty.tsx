import { useQuery } from "@tanstack/react-query"
import { ScrollText, SearchX } from "lucide-react"
import Link from "next/link"
import { Button } from "#components/ui/button"
import { CodeBlock } from "#components/ui/code-block"
import { EmptyState } from "#components/ui/empty-state"
import { firstRequest } from "#lib/ui/first-request"
import { isFiltered, NO_FILTERS } from "#lib/ui/log-filters"
import { modelNamesQuery } from "#lib/ui/models-query"
import { useLogFilters } from "./use-log-filters"

/** Nothing to list: because of the filters, because of the time range, or because nothing was ever sent. */
export function LogsEmpty() {
  const [filters, setFilters] = useLogFilters()
  if (isFiltered(filters)) {
    return (
      <EmptyState
        icon={SearchX}
        title="No request matches"
        description="Loosen a filter or look further back in time."
        action={
          <div className="flex flex-wrap justify-center gap-2">
            <Button onClick={() => void setFilters(NO_FILTERS)}>Clear filters</Button>
            {filters.range !== "all" && <SearchAllTime />}
          </div>
        }
      />
    )
  }
  return filters.range === "all" ? (
    <FirstRequest title="No requests yet" />
  ) : (
    <FirstRequest title="No requests in this time" action={<SearchAllTime />} />
  )
}

function SearchAllTime() {
  const [, setFilters] = useLogFilters()
  return (
    <Button variant="outline" onClick={() => void setFilters({ range: "all", from: null, to: null })}>
      Search all time
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
          <>
            Send one with a key from the{" "}
            <Link href="/ui/keys" className="text-ink underline underline-offset-2">
              Keys page
            </Link>
            ; it shows up here within a second.
          </>
        }
        action={action}
        className="pb-6"
      />
      <CodeBlock
        label="curl command"
        code={firstRequest(window.location.origin, models)}
        className="mx-auto max-w-2xl text-left max-sm:mx-4"
      />
    </div>
  )
}
