/** As many colours as stay apart at a glance; everything beyond is drawn as one grey rest. */
export const SERIES_COUNT = 5

/** The colour of the nth largest series, as CSS; beyond SERIES_COUNT, and for the rest, grey. Values in app/globals.css. */
export function seriesColor(rank: number | null): string {
  return rank === null || rank >= SERIES_COUNT ? `var(--chart-${SERIES_COUNT + 1})` : `var(--chart-${rank + 1})`
}
