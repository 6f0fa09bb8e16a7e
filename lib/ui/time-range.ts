/** Relative ranges of the request log; "custom" takes `from` and `to`. */
export const LOG_RANGES = ["15m", "1h", "24h", "7d", "30d", "all", "custom"] as const
export type LogRange = (typeof LOG_RANGES)[number]

/** Ranges of the usage page, in whole days of the viewer, today included. */
export const USAGE_RANGES = ["today", "7d", "30d", "90d", "custom"] as const
export type UsageRange = (typeof USAGE_RANGES)[number]

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const LOG_RANGE_MS: Partial<Record<LogRange, number>> = {
  "15m": 15 * MINUTE_MS,
  "1h": 60 * MINUTE_MS,
  "24h": DAY_MS,
  "7d": 7 * DAY_MS,
  "30d": 30 * DAY_MS,
}
const USAGE_RANGE_DAYS: Partial<Record<UsageRange, number>> = { today: 1, "7d": 7, "30d": 30, "90d": 90 }

/** The longest range the usage page draws: a leap year. A typo in a date field must not make a million bars. */
export const MAX_USAGE_DAYS = 366

export interface LogWindow {
  readonly start?: string
  readonly end?: string
}

/** A log range as ISO instants; an open end stays open, so that new requests keep appearing. */
export function logWindow(choice: { range: LogRange; from: Date | null; to: Date | null }, nowMs: number): LogWindow {
  if (choice.range === "custom") {
    const [from, to] = inOrder(choice.from, choice.to)
    return { ...(from && { start: from.toISOString() }), ...(to && { end: to.toISOString() }) }
  }
  const spanMs = LOG_RANGE_MS[choice.range]
  return spanMs === undefined ? {} : { start: new Date(nowMs - spanMs).toISOString() }
}

function inOrder(from: Date | null, to: Date | null): [Date | null, Date | null] {
  return from && to && from > to ? [to, from] : [from, to]
}

export interface DayRange {
  /** First day, YYYY-MM-DD. */
  readonly start: string
  /** Last day, included. */
  readonly end: string
}

/** A usage range as calendar days ending today; a custom one is put in order and cut to MAX_USAGE_DAYS. */
export function usageDays(
  choice: { range: UsageRange; from: string | null; to: string | null },
  today: string,
): DayRange {
  const days = USAGE_RANGE_DAYS[choice.range]
  if (days !== undefined) return { start: addDays(today, 1 - days), end: today }
  const from = isDay(choice.from) ? choice.from : isDay(choice.to) ? choice.to : today
  const to = isDay(choice.to) ? choice.to : today
  const [start, end] = from <= to ? [from, to] : [to, from]
  const earliest = addDays(end, 1 - MAX_USAGE_DAYS)
  if (start < earliest) return { start: earliest, end }
  return { start, end }
}

/** True for a day that exists, written YYYY-MM-DD ("2026-02-30" does not). */
export function isDay(text: string | null): text is string {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(text)
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
}

/** Every day of the range, both ends included. */
export function eachDay(range: DayRange): string[] {
  const days: string[] = []
  for (let day = range.start; day <= range.end && days.length < MAX_USAGE_DAYS; day = addDays(day, 1)) days.push(day)
  return days
}

/** So many days are drawn by hour at most: as many bars as a screen can show. */
export const MAX_HOUR_DAYS = 14

/** Every hour of the range, `2026-03-04T14:00`. */
export function eachHour(range: DayRange): string[] {
  const hours = Array.from({ length: 24 }, (_, hour) => `T${String(hour).padStart(2, "0")}:00`)
  return eachDay(range).flatMap((day) => hours.map((hour) => `${day}${hour}`))
}

/** As many days, just before. */
export function daysBefore({ start, end }: DayRange): DayRange {
  const days = Math.round((Date.parse(end) - Date.parse(start)) / DAY_MS) + 1
  return { start: addDays(start, -days), end: addDays(end, -days) }
}

/** The first and the last moment of a slot: a local day or hour. */
export function slotInstants(slot: string, offsetMinutes: number): { start: Date; end: Date } {
  if (!slot.includes("T")) return dayRangeInstants({ start: slot, end: slot }, offsetMinutes)
  const startMs = Date.parse(`${slot}:00Z`) + offsetMinutes * MINUTE_MS
  return { start: new Date(startMs), end: new Date(startMs + 60 * MINUTE_MS - 1) }
}

/** The calendar day of an instant, `offsetMinutes` as `Date.getTimezoneOffset` gives it (UTC minus local). */
export function localDay(ms: number, offsetMinutes: number): string {
  return new Date(ms - offsetMinutes * MINUTE_MS).toISOString().slice(0, 10)
}

/** The instants at which a range of local days begins and ends. */
export function dayRangeInstants(range: DayRange, offsetMinutes: number): { start: Date; end: Date } {
  const startMs = Date.parse(`${range.start}T00:00:00Z`) + offsetMinutes * MINUTE_MS
  const endMs = Date.parse(`${range.end}T00:00:00Z`) + offsetMinutes * MINUTE_MS + DAY_MS - 1
  return { start: new Date(startMs), end: new Date(endMs) }
}

/** An offset as people write it: 300 → "UTC−05:00", -330 → "UTC+05:30", 0 → "UTC". */
export function offsetName(offsetMinutes: number): string {
  if (offsetMinutes === 0) return "UTC"
  const minutes = Math.abs(offsetMinutes)
  const two = (n: number) => String(n).padStart(2, "0")
  return `UTC${offsetMinutes > 0 ? "−" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** A zone as people find it again: `Europe/Berlin (UTC+01:00)`, or its offset alone where that is its name. */
export function zoneWords({ name, offsetMinutes }: { name: string; offsetMinutes: number }): string {
  const offset = offsetName(offsetMinutes)
  return name === offset ? name : `${name} (${offset})`
}

/** What a `datetime-local` input shows for an instant, in the viewer's zone: "2026-11-21T08:30", "" for none. */
export function toLocalInput(date: Date | null): string {
  if (!date || Number.isNaN(date.getTime())) return ""
  return new Date(date.getTime() - date.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16)
}

/** The instant a `datetime-local` input names, in the viewer's zone; null while it is empty or half typed. */
export function fromLocalInput(text: string): Date | null {
  const date = new Date(text)
  return text === "" || Number.isNaN(date.getTime()) ? null : date
}
