const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** A range of whole days in somebody's time zone, as moments. */
export interface ActivityRange {
  /** The first day's midnight there, milliseconds since the epoch. */
  readonly startMs: number
  /** The midnight after the last day. */
  readonly endMs: number
  /** Minutes that zone is behind UTC, as JavaScript's getTimezoneOffset gives them (UTC+1 is -60). */
  readonly offsetMinutes: number
  /**
   * Starts of the UTC hours a midnight of that zone falls into the middle of (zones like UTC+5:30). Such an hour's
   * aggregate belongs to two days, so it has to be read from the log itself.
   */
  readonly splitHours: readonly number[]
}

/** The days `startDateMs` to `endDateMs` (midnights UTC of calendar dates, inclusive) as seen `offsetMinutes` behind UTC. */
export function activityRange(startDateMs: number, endDateMs: number, offsetMinutes: number): ActivityRange {
  const startMs = startDateMs + offsetMinutes * MINUTE_MS
  const endMs = endDateMs + DAY_MS + offsetMinutes * MINUTE_MS
  const splitHours: number[] = []
  if (offsetMinutes % 60 !== 0) {
    for (let midnight = startMs; midnight <= endMs; midnight += DAY_MS) {
      splitHours.push(Math.floor(midnight / HOUR_MS) * HOUR_MS)
    }
  }
  return { startMs, endMs, offsetMinutes, splitHours }
}
