import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs"
import { DIMENSIONS } from "#lib/ui/daily-activity"
import { type DayRange, eachDay, localDay, MAX_HOUR_DAYS, USAGE_RANGES, usageDays } from "#lib/ui/time-range"
import { useViewerZone } from "#lib/ui/use-viewer-zone"

export const MEASURES = ["spend", "requests", "tokens", "errors", "saved"] as const
export type ShownMeasure = (typeof MEASURES)[number]

/** Range, measure, grouping, slots and comparison, in the URL. */
export function useUsageFilters() {
  return useQueryStates({
    range: parseAsStringLiteral(USAGE_RANGES).withDefault("30d"),
    from: parseAsString,
    to: parseAsString,
    measure: parseAsStringLiteral(MEASURES).withDefault("spend"),
    by: parseAsStringLiteral(DIMENSIONS).withDefault("model"),
    slot: parseAsStringLiteral(["day", "hour"]).withDefault("day"),
    compare: parseAsBoolean.withDefault(true),
  })
}

export interface UsageWindow {
  readonly days: DayRange
  readonly zone: string
  readonly offsetMinutes: number
  /** Bars are hours: asked for, and the range is short enough. */
  readonly byHour: boolean
  /** Few enough days for hours. */
  readonly mayBeByHour: boolean
}

/** The chosen days in the viewer's zone; null until the browser has said which that is. */
export function useUsageWindow(): UsageWindow | null {
  const [filters] = useUsageFilters()
  const zone = useViewerZone()
  if (!zone) return null
  const days = usageDays(filters, localDay(Date.now(), zone.offsetMinutes))
  const mayBeByHour = eachDay(days).length <= MAX_HOUR_DAYS
  const byHour = mayBeByHour && filters.slot === "hour"
  return { days, zone: zone.name, offsetMinutes: zone.offsetMinutes, byHour, mayBeByHour }
}
