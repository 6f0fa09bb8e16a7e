import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs"
import { type DayRange, localDay, USAGE_RANGES, usageDays } from "#lib/ui/time-range"
import { useViewerZone } from "#lib/ui/use-viewer-zone"

/** Range, measure and grouping, in the URL. */
export function useUsageFilters() {
  return useQueryStates({
    range: parseAsStringLiteral(USAGE_RANGES).withDefault("30d"),
    from: parseAsString,
    to: parseAsString,
    measure: parseAsStringLiteral(["spend", "requests", "tokens"]).withDefault("spend"),
    by: parseAsStringLiteral(["model", "key", "provider"]).withDefault("model"),
  })
}

export interface UsageWindow {
  readonly days: DayRange
  readonly zone: string
  readonly offsetMinutes: number
}

/** The chosen days in the viewer's zone; null until the browser has said which that is. */
export function useUsageWindow(): UsageWindow | null {
  const [filters] = useUsageFilters()
  const zone = useViewerZone()
  if (!zone) return null
  const days = usageDays(filters, localDay(Date.now(), zone.offsetMinutes))
  return { days, zone: zone.name, offsetMinutes: zone.offsetMinutes }
}
