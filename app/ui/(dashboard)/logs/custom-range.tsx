"use client"

import { useId } from "react"
import { Input } from "#components/ui/input"
import { Label } from "#components/ui/label"
import { fromLocalInput, toLocalInput } from "#lib/ui/time-range"
import { useViewerZone } from "#lib/ui/use-viewer-zone"
import { useLogFilters } from "./use-log-filters"

/** From and to, in the viewer's own time; either may stay open. */
export function CustomRange() {
  const [filters, setFilters] = useLogFilters()
  const zone = useViewerZone()
  const id = useId()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Label htmlFor={`${id}from`}>From</Label>
      <Input
        id={`${id}from`}
        type="datetime-local"
        className="w-auto"
        value={zone ? toLocalInput(filters.from) : ""}
        onChange={(e) => void setFilters({ from: fromLocalInput(e.target.value) })}
      />
      <Label htmlFor={`${id}to`}>to</Label>
      <Input
        id={`${id}to`}
        type="datetime-local"
        className="w-auto"
        value={zone ? toLocalInput(filters.to) : ""}
        onChange={(e) => void setFilters({ to: fromLocalInput(e.target.value) })}
      />
      {zone && <span className="text-faint text-xs">{zone.name}</span>}
    </div>
  )
}
