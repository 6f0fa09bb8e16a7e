/**
 * A time zone whose calendar day is another than in UTC just now, and where midnight is at least an hour away: days that are cut
 * in the wrong zone show, and no test runs from one day into the next.
 */
export const ZONE =
  new Date().getUTCHours() >= 11
    ? { name: "Pacific/Kiritimati", offset: "UTC+14:00", hours: 14 }
    : { name: "Etc/GMT+12", offset: "UTC−12:00", hours: -12 }

/** The day there, as YYYY-MM-DD. */
export function today(): string {
  return new Date(Date.now() + ZONE.hours * 3_600_000).toISOString().slice(0, 10)
}
