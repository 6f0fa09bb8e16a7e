import { GatewayError } from "./errors"

type Unit = "s" | "m" | "h" | "d" | "w" | "mo" | "y"

/** A length of time as people write it; months and years are calendar ones. */
export interface Duration {
  readonly count: number
  readonly unit: Unit
}

const SECOND = 1000
const DAY = 86_400 * SECOND
const WEEK = 7 * DAY
const FIXED_MS = { s: SECOND, m: 60 * SECOND, h: 3600 * SECOND, d: DAY, w: WEEK } as const
const MAX_MS = 100 * 366 * DAY

const WORDS: Readonly<Record<string, Duration>> = {
  hourly: { count: 1, unit: "h" },
  daily: { count: 1, unit: "d" },
  weekly: { count: 1, unit: "w" },
  monthly: { count: 1, unit: "mo" },
}
const SPELLINGS: Readonly<Record<string, Unit>> = {
  s: "s",
  sec: "s",
  m: "m",
  min: "m",
  h: "h",
  hr: "h",
  d: "d",
  w: "w",
  mo: "mo",
  y: "y",
}
const FORMS =
  '"30s", "30m" (or "30min"), "12h" (or "12hr"), "7d", "2w", "1mo", "1y", "hourly", "daily", "weekly" or "monthly"'

/** "30s", "12h", "1mo", "daily" … → a Duration. Throws `invalid_request` that lists the forms for anything else, zero included. */
export function parseDuration(text: string): Duration {
  const wanted = text.trim().toLowerCase()
  if (Object.hasOwn(WORDS, wanted)) return WORDS[wanted] as Duration
  const [, digits, spelling] = /^(\d{1,10})([a-z]{1,3})$/.exec(wanted) ?? []
  const unit = spelling !== undefined && Object.hasOwn(SPELLINGS, spelling) ? SPELLINGS[spelling] : undefined
  if (digits === undefined || unit === undefined) throw notADuration(text)
  const duration = { count: Number(digits), unit }
  if (duration.count === 0) throw new GatewayError("invalid_request", `"${text}" is no time at all. Use ${FORMS}.`)
  if (approximateMs(duration) > MAX_MS) throw new GatewayError("invalid_request", `"${text}" is longer than 100 years.`)
  return duration
}

function notADuration(text: string): GatewayError {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text
  return new GatewayError("invalid_request", `"${shown}" is not a duration. Use ${FORMS}.`)
}

function approximateMs(d: Duration): number {
  if (d.unit === "mo") return d.count * 30.5 * DAY
  if (d.unit === "y") return d.count * 366 * DAY
  return d.count * FIXED_MS[d.unit]
}

/** `fromMs` plus the duration. Months and years keep the UTC day and clock, or the month's last day: 31 January + 1mo = 28 February. */
export function addDuration(fromMs: number, d: Duration): number {
  const months = monthsOf(d)
  return months === null ? fromMs + d.count * FIXED_MS[d.unit as keyof typeof FIXED_MS] : addMonths(fromMs, months)
}

function monthsOf(d: Duration): number | null {
  if (d.unit === "mo") return d.count
  return d.unit === "y" ? d.count * 12 : null
}

function addMonths(fromMs: number, months: number): number {
  const from = new Date(fromMs)
  const first = new Date(fromMs)
  first.setUTCDate(1)
  first.setUTCMonth(first.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return first.getTime()
}
