"use client"

import { useId } from "react"
import { DateField } from "#components/data-table/date-field"
import { Segmented } from "#components/data-table/segmented"
import { Label } from "#components/ui/label"
import { formatDay } from "#lib/ui/format-day"
import { zoneWords } from "#lib/ui/time-range"
import { figureWords, rangeWords } from "#lib/ui/words/figures"
import { usageWords } from "#lib/ui/words/usage"
import { type UsageWindow, useUsageFilters } from "./use-usage-filters"

const words = usageWords.range
const RANGES = [
  ["today", rangeWords.today],
  ["7d", rangeWords["7d"]],
  ["30d", rangeWords["30d"]],
  ["90d", rangeWords["90d"]],
  ["custom", rangeWords.custom],
] as const

/** The days shown, and whose days they are. Custom starts from what was shown. */
export function RangeBar({ window }: { window: UsageWindow }) {
  const [{ range, compare }, setFilters] = useUsageFilters()
  const id = useId()
  const { start, end } = window.days
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Segmented
        label={figureWords.range}
        value={range}
        options={RANGES}
        onChange={(next) =>
          void setFilters(
            next === "custom" ? { range: next, from: start, to: end } : { range: next, from: null, to: null },
          )
        }
      />
      {range === "custom" && <CustomDays window={window} />}
      <span className="flex items-center gap-2">
        <input
          id={id}
          type="checkbox"
          className="size-4 accent-accent"
          checked={compare}
          onChange={(event) => void setFilters({ compare: event.target.checked })}
        />
        <Label htmlFor={id} className="font-normal text-muted">
          {words.compare}
        </Label>
      </span>
      <p className="text-faint text-xs">
        {words.daysIn(
          start === end ? formatDay(start) : words.days(formatDay(start), formatDay(end)),
          zoneWords({ name: window.zone, offsetMinutes: window.offsetMinutes }),
        )}
      </p>
    </div>
  )
}

function CustomDays({ window }: { window: UsageWindow }) {
  const [, setFilters] = useUsageFilters()
  return (
    <div className="flex flex-wrap items-center gap-2 text-muted text-sm">
      <DateField
        type="date"
        label={words.firstDay}
        value={window.days.start}
        onCommit={(from) => void setFilters({ from: from || null })}
        className="w-auto"
      />
      {words.to}
      <DateField
        type="date"
        label={words.lastDay}
        value={window.days.end}
        onCommit={(to) => void setFilters({ to: to || null })}
        className="w-auto"
      />
    </div>
  )
}
