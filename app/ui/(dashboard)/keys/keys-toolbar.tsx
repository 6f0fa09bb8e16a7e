import { SearchField } from "#components/data-table/search-field"
import { Segmented } from "#components/data-table/segmented"
import { formatCount } from "#lib/ui/format"
import { useKeyFilters } from "./use-key-filters"

const STATUS_OPTIONS = [
  ["", "All"],
  ["active", "Active"],
  ["blocked", "Blocked"],
  ["expired", "Expired"],
] as const

/** Search and status; changing either goes back to the first page. */
export function KeysToolbar({ total }: { total: number | undefined }) {
  const [{ q, status }, setFilters] = useKeyFilters()
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      <SearchField
        label="Search keys"
        value={q}
        onChange={(typed) => void setFilters({ q: typed || null, page: null })}
        className="w-full sm:w-72"
      />
      <Segmented
        label="Status"
        value={status}
        options={STATUS_OPTIONS}
        onChange={(chosen) => void setFilters({ status: chosen || null, page: null })}
      />
      <p role="status" className="ml-auto text-faint text-xs tabular-nums">
        {total !== undefined && `${formatCount(total)} ${total === 1 ? "key" : "keys"}`}
      </p>
    </div>
  )
}
