"use client"

import { DateField } from "#components/data-table/date-field"
import { fromLocalInput, toLocalInput } from "#lib/ui/time-range"
import { useViewerZone } from "#lib/ui/use-viewer-zone"
import { customRangeWords as words } from "#lib/ui/words/log-filters"
import { useLogFilters } from "./use-log-filters"

/** From and to, in the viewer's own time; either may stay open. */
export function CustomRange() {
  const [filters, setFilters] = useLogFilters()
  const zone = useViewerZone()
  if (!zone) return null
  return (
    <div className="grid grid-cols-[auto_1fr] items-center gap-2 text-muted text-sm sm:flex sm:flex-wrap">
      <span>{words.fromText}</span>
      <DateField
        type="datetime-local"
        label={words.from}
        value={toLocalInput(filters.from)}
        onCommit={(value) => void setFilters({ from: fromLocalInput(value) })}
      />
      <span>{words.toText}</span>
      <DateField
        type="datetime-local"
        label={words.to}
        value={toLocalInput(filters.to)}
        onCommit={(value) => void setFilters({ to: fromLocalInput(value) })}
      />
      <span className="col-start-2 text-faint text-xs">{zone.name}</span>
    </div>
  )
}
