const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

export const OVERVIEW_RANGES = ["24h", "7d", "30d"] as const
export type OverviewRange = (typeof OVERVIEW_RANGES)[number]

const DAYS: Readonly<Record<OverviewRange, number>> = { "24h": 1, "7d": 7, "30d": 30 }

/** A stretch of time in equal slots, and the one as long before it. Milliseconds since the epoch. */
export interface OverviewWindow {
  readonly startMs: number
  /** Now. */
  readonly endMs: number
  readonly slotMs: number
  /** How many slots there are, the running one included. */
  readonly slots: number
  readonly previousStartMs: number
  /** As far into the stretch before as now is into this one: a morning is not compared with a whole day. */
  readonly previousEndMs: number
}

/**
 * The last 24 hours by hour (the running one is the last), or the last 7 or 30 days by the viewer's day. `offsetMinutes` is how far
 * the viewer is behind UTC, as JavaScript's getTimezoneOffset gives it.
 */
export function overviewWindow(range: OverviewRange, offsetMinutes: number, nowMs: number): OverviewWindow {
  const days = DAYS[range]
  const slotMs = range === "24h" ? HOUR_MS : DAY_MS
  const slots = range === "24h" ? 24 : days
  const shift = range === "24h" ? 0 : offsetMinutes * MINUTE_MS
  const running = Math.floor((nowMs - shift) / slotMs) * slotMs + shift
  const startMs = running - (slots - 1) * slotMs
  const spanMs = days * DAY_MS
  return {
    startMs,
    endMs: nowMs,
    slotMs,
    slots,
    previousStartMs: startMs - spanMs,
    previousEndMs: nowMs - spanMs,
  }
}
