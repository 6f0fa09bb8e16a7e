import { formatWords } from "./words/format"
import { LOCALE } from "./words/locale"

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** Dollars for people: `$12.34`; below a cent as many digits as say something (`$0.0021`); `$0` stays `$0.00`. */
export function formatUsd(dollars: number): string {
  const size = Math.abs(dollars)
  if (size === 0 || size >= 0.1) return money(dollars, 2, 2)
  if (size >= 0.01) return money(dollars, 2, 4)
  if (size < 1e-9) return "<$0.000000001"
  const digits = Math.min(9, 1 - Math.floor(Math.log10(size)))
  return money(dollars, 2, digits)
}

/** Dollars to the last nano-dollar, for where figures must be compared. */
export function formatUsdExact(dollars: number): string {
  return money(dollars, 2, 9)
}

function money(dollars: number, least: number, most: number): string {
  return new Intl.NumberFormat(LOCALE, {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: least,
    maximumFractionDigits: Math.max(least, most),
  }).format(dollars)
}

/** `1,234,567` */
export function formatCount(n: number): string {
  return new Intl.NumberFormat(LOCALE).format(n)
}

/** `1.2M`, `34.5K`, `999`: for tiles and axes. */
export function formatCompact(n: number): string {
  return new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 1 }).format(n)
}

/** A share of one → `42%`; between 0 and 1 % `<1%`. */
export function formatPercent(share: number): string {
  if (share > 0 && share < 0.01) return "<1%"
  return `${Math.round(share * 100)}%`
}

/** Milliseconds → `840 ms`, `1.24 s`, `12.3 s`, `2m 05s`. */
export function formatMs(ms: number): string {
  if (Math.round(ms) < 1000) return formatWords.milliseconds(Math.round(ms))
  if (ms < 10_000) return formatWords.seconds((ms / 1000).toFixed(2))
  if (ms < MINUTE_MS) return formatWords.seconds((ms / 1000).toFixed(1))
  const seconds = Math.round(ms / 1000)
  return formatWords.minutesAndSeconds(Math.floor(seconds / 60), String(seconds % 60).padStart(2, "0"))
}

/** ISO time → `Mar 4, 2026, 14:05:09` in the visitor's zone. */
export function formatDateTime(iso: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).format(new Date(iso))
}

/** ISO time → `Mar 4, 2026` in the visitor's zone. */
export function formatDate(iso: string): string {
  return new Intl.DateTimeFormat(LOCALE, { year: "numeric", month: "short", day: "numeric" }).format(new Date(iso))
}

/** ISO time relative to `nowMs`: `just now`, `5m ago`, `3h ago`, `in 2d`; beyond 30 days the date. */
export function formatRelative(iso: string, nowMs: number = Date.now()): string {
  const deltaMs = new Date(iso).getTime() - nowMs
  const size = Math.abs(deltaMs)
  if (size < MINUTE_MS) return deltaMs > 0 ? formatWords.soon : formatWords.now
  if (size >= 30 * DAY_MS) return formatDate(iso)
  const text = shortSpan(size)
  return deltaMs > 0 ? formatWords.in(text) : formatWords.ago(text)
}

function shortSpan(ms: number): string {
  if (ms < HOUR_MS) return formatWords.minutes(Math.floor(ms / MINUTE_MS))
  if (ms < DAY_MS) return formatWords.hours(Math.floor(ms / HOUR_MS))
  return formatWords.days(Math.floor(ms / DAY_MS))
}
