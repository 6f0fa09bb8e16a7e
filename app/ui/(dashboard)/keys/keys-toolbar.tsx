import { SearchField } from "#components/data-table/search-field"
import { Segmented } from "#components/data-table/segmented"
import { counted } from "#lib/ui/words/counted"
import { keysWords as words } from "#lib/ui/words/keys"
import { useKeyFilters } from "./use-key-filters"

const STATUS_OPTIONS = [
  ["", words.statuses.all],
  ["active", words.statuses.active],
  ["blocked", words.statuses.blocked],
  ["expired", words.statuses.expired],
] as const

/** Search and status; changing either goes back to the first page. */
export function KeysToolbar({ total }: { total: number | undefined }) {
  const [{ q, status }, setFilters] = useKeyFilters()
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      <SearchField
        label={words.search}
        value={q}
        onChange={(typed) => void setFilters({ q: typed || null, page: null })}
        className="w-full sm:w-72"
      />
      <Segmented
        label={words.status}
        value={status}
        options={STATUS_OPTIONS}
        onChange={(chosen) => void setFilters({ status: chosen || null, page: null })}
      />
      <p role="status" className="ml-auto text-faint text-xs tabular-nums">
        {total !== undefined && counted(total, words.one, words.many)}
      </p>
    </div>
  )
}
