import { LOCALE } from "./words/locale"

const LONG = new Intl.DateTimeFormat(LOCALE, { month: "short", day: "numeric", year: "numeric", timeZone: "UTC" })
const SHORT = new Intl.DateTimeFormat(LOCALE, { month: "short", day: "numeric", timeZone: "UTC" })

/** A calendar day (YYYY-MM-DD) → `Mar 4, 2026`. It has no zone: it is the same day everywhere. */
export function formatDay(day: string): string {
  return LONG.format(Date.parse(`${day}T00:00:00Z`))
}

/** A calendar day (YYYY-MM-DD) → `Mar 4`, or an hour of it (YYYY-MM-DDTHH:00) → `Mar 4, 14:00`; for axes. */
export function formatDayShort(slot: string): string {
  const [day = "", hour] = slot.split("T")
  const text = SHORT.format(Date.parse(`${day}T00:00:00Z`))
  return hour === undefined ? text : `${text}, ${hour}`
}
