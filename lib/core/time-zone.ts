const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS

/** The clock on the wall somewhere. Wall times are written as the milliseconds they would be in UTC. */
export interface TimeZone {
  /** `Europe/Berlin`, `UTC`. */
  readonly name: string
  /** What the clock shows at a moment. */
  wallOf(ms: number): number
  /** The first moment at which the clock shows this or later: where it jumps over a time, the moment of the jump. */
  momentOf(wallMs: number): number
}

export const UTC: TimeZone = { name: "UTC", wallOf: (ms) => ms, momentOf: (wallMs) => wallMs }

/** A zone by its IANA name, or an offset (`+05:45`); null when there is none of that name. */
export function timeZone(name: string): TimeZone | null {
  try {
    const format = new Intl.DateTimeFormat("en-US", { ...PARTS, timeZone: name })
    return format.resolvedOptions().timeZone === "UTC" ? UTC : zoneOf(name, format)
  } catch {
    return null
  }
}

const PARTS = {
  calendar: "gregory",
  numberingSystem: "latn",
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
} as const

function zoneOf(name: string, format: Intl.DateTimeFormat): TimeZone {
  const wallOf = (ms: number) => wallClock(format, ms)
  const offsetAt = (ms: number) => wallOf(ms) - ms
  return {
    name,
    wallOf,
    momentOf(wallMs) {
      // No zone is a day away from UTC, so these two know the clock before and after whatever happens near that time.
      const offsets = [offsetAt(wallMs - DAY_MS), offsetAt(wallMs + DAY_MS)]
      const earlier = wallMs - Math.max(...offsets)
      if (wallOf(earlier) === wallMs) return earlier
      const later = wallMs - Math.min(...offsets)
      return wallOf(later) === wallMs ? later : jumpBetween(earlier, later, offsetAt)
    },
  }
}

function wallClock(format: Intl.DateTimeFormat, ms: number): number {
  const part = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 }
  for (const { type, value } of format.formatToParts(ms))
    if (type in part) part[type as keyof typeof part] = Number(value)
  const { year, month, day, hour, minute, second } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((ms % 1000) + 1000) % 1000)
}

/** The first moment with the later one's offset. */
function jumpBetween(before: number, after: number, offsetAt: (ms: number) => number): number {
  const offset = offsetAt(after)
  let [low, high] = [before, after]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle) === offset) high = middle
    else low = middle
  }
  return high
}
