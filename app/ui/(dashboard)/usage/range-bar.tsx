"use client"

import { Segmented } from "#components/data-table/segmented"
import { Input } from "#components/ui/input"
import { formatDay } from "#lib/ui/format-day"
import { MAX_USAGE_DAYS, offsetName } from "#lib/ui/time-range"
import { type UsageWindow, useUsageFilters } from "./use-usage-filters"

const RANGES = [
  ["today", "Today"],
  ["7d", "7 days"],
  ["30d", "30 days"],
  ["90d", "90 days"],
  ["custom", "Custom"],
] as const

/** The days shown, and whose days they are. Custom starts from what was shown. */
export function RangeBar({ window }: { window: UsageWindow }) {
  const [{ range }, setFilters] = useUsageFilters()
  const { start, end } = window.days
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Segmented
        label="Range"
        value={range}
        options={RANGES}
        onChange={(next) =>
          void setFilters(
            next === "custom" ? { range: next, from: start, to: end } : { range: next, from: null, to: null },
          )
        }
      />
      {range === "custom" && <CustomDays window={window} />}
      <p className="text-faint text-xs">
        {start === end ? formatDay(start) : `${formatDay(start)} – ${formatDay(end)}`} · days in {window.zone} (
        {offsetName(window.offsetMinutes)})
      </p>
    </div>
  )
}

function CustomDays({ window }: { window: UsageWindow }) {
  const [, setFilters] = useUsageFilters()
  return (
    <div className="flex items-center gap-2 text-muted text-sm">
      <Input
        type="date"
        aria-label="First day"
        className="w-auto"
        key={`from${window.days.start}`}
        defaultValue={window.days.start}
        onBlur={(e) => e.target.value && void setFilters({ from: e.target.value })}
        onKeyDown={(e) => e.key === "Enter" && e.currentTarget.blur()}
      />
      to
      <Input
        type="date"
        aria-label="Last day"
        className="w-auto"
        title={`At most ${MAX_USAGE_DAYS} days are shown`}
        key={`to${window.days.end}`}
        defaultValue={window.days.end}
        onBlur={(e) => e.target.value && void setFilters({ to: e.target.value })}
        onKeyDown={(e) => e.key === "Enter" && e.currentTarget.blur()}
      />
    </div>
  )
}
