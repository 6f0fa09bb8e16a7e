import { type Duration, parseDuration } from "./duration"
import { type TimeZone, UTC } from "./time-zone"

/** A budget window: from `startedAt` (inclusive) to `resetAt` (exclusive), milliseconds since the epoch. */
export interface BudgetWindow {
  readonly startedAt: number
  readonly resetAt: number
}

/** What is stored of somebody's window. */
export interface StoredWindow {
  readonly budgetDuration: string | null
  readonly windowStartedAt: number
  readonly budgetResetAt: number | null
}

const DAY_MS = 86_400_000
const FIXED_MS = { s: 1000, m: 60_000, h: 3_600_000 } as const
/** The epoch was a Thursday; the Monday before it starts the grid of weeks. */
const MONDAY = -3
const MAX_KNOWN = 10_000

/**
 * When budgets begin anew: at a time of day (`resetTimeMs` after midnight) in a zone. It remembers the windows it worked out, since
 * every request asks for some.
 */
export class BudgetCalendar {
  readonly zone: TimeZone
  readonly resetTimeMs: number
  readonly #known = new Map<string, BudgetWindow>()

  constructor(zone: TimeZone = UTC, resetTimeMs = 0) {
    this.zone = zone
    this.resetTimeMs = resetTimeMs
  }

  /** Tells this calendar's windows from those of others; empty for midnight in UTC. */
  get suffix(): string {
    if (this.zone === UTC && this.resetTimeMs === 0) return ""
    return ` ${this.zone.name} ${this.resetTimeMs / 1000}`
  }

  /**
   * The window that contains `nowMs`. Days begin at midnight, weeks on Monday, months on the first, years on the first of a month:
   * one of them wherever the calendar has it ("7d" is a week, "30d" a month, as in LiteLLM), several counted from the one
   * `anchorMs` lies in. Hours, minutes and seconds have their length and are counted from `anchorMs` itself. The anchor is the
   * owner's creation, or the start of an earlier window, which gives the same windows.
   */
  windowAt(d: Duration, anchorMs: number, nowMs: number): BudgetWindow {
    const fixedMs = d.unit === "s" || d.unit === "m" || d.unit === "h" ? d.count * FIXED_MS[d.unit] : null
    if (fixedMs !== null) {
      const startedAt = anchorMs + Math.floor((nowMs - anchorMs) / fixedMs) * fixedMs
      return { startedAt, resetAt: startedAt + fixedMs }
    }
    const single = isSingle(d)
    const name = single ? `${d.count}${d.unit}` : `${d.count}${d.unit} ${anchorMs}`
    const known = this.#known.get(name)
    if (known !== undefined && known.startedAt <= nowMs && nowMs < known.resetAt) return known
    const window = this.#onCalendar(gridOf(d, this.#dayOf(single ? 0 : anchorMs)), nowMs)
    if (this.#known.size >= MAX_KNOWN) this.#known.clear()
    this.#known.set(name, window)
    return window
  }

  /** The window somebody is in now: the stored one, or the one that follows when that has run out. One without an end lasts. */
  current(stored: StoredWindow, nowMs: number): BudgetWindow | { readonly startedAt: number; readonly resetAt: null } {
    const { budgetDuration, windowStartedAt: startedAt, budgetResetAt: resetAt } = stored
    if (budgetDuration === null || resetAt === null) return { startedAt, resetAt: null }
    if (nowMs < resetAt) return { startedAt, resetAt }
    const duration = readable(budgetDuration)
    if (duration === null) return { startedAt, resetAt: null }
    const window = this.windowAt(duration, startedAt, nowMs)
    // The zone was another one when the stored window began: what it has cost stays in it.
    return window.startedAt < startedAt ? { startedAt, resetAt: window.resetAt } : window
  }

  #onCalendar(grid: Grid, nowMs: number): BudgetWindow {
    const at = (k: number) => this.zone.momentOf(grid.dayOf(k) * DAY_MS + this.resetTimeMs)
    // The day is right but for a clock that jumps over midnight.
    let k = grid.windowOf(this.#dayOf(nowMs))
    while (at(k) > nowMs) k--
    while (at(k + 1) <= nowMs) k++
    return { startedAt: at(k), resetAt: at(k + 1) }
  }

  /** The day (counted from the epoch) whose budget a moment belongs to. */
  #dayOf(ms: number): number {
    return Math.floor((this.zone.wallOf(ms) - this.resetTimeMs) / DAY_MS)
  }
}

/** Midnight in UTC. */
export const UTC_CALENDAR = new BudgetCalendar()

function isSingle({ count, unit }: Duration): boolean {
  return unit === "d" ? count === 1 || count === 7 || count === 30 : count === 1 && unit !== "y"
}

/** Days are counted from the epoch. */
interface Grid {
  /** The first day of the k-th window. */
  dayOf(k: number): number
  /** The window a day is in. */
  windowOf(day: number): number
}

function gridOf(d: Duration, anchorDay: number): Grid {
  const { count, unit } = d
  if (unit === "mo" || unit === "y" || (unit === "d" && count === 30)) {
    const months = unit === "d" ? 1 : unit === "y" ? 12 * count : count
    const first = monthOf(anchorDay)
    return {
      dayOf: (k) => Date.UTC(1970, first + k * months, 1) / DAY_MS,
      windowOf: (day) => Math.floor((monthOf(day) - first) / months),
    }
  }
  const isWeeks = unit === "w" || count === 7
  const days = unit === "w" ? count * 7 : count
  const first = isWeeks ? Math.floor((anchorDay - MONDAY) / 7) * 7 + MONDAY : anchorDay
  return { dayOf: (k) => first + k * days, windowOf: (day) => Math.floor((day - first) / days) }
}

/** Months since the epoch. */
function monthOf(day: number): number {
  const date = new Date(day * DAY_MS)
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
}

/** Null for one nobody can read (an imported row): it must not take anything else down. */
function readable(text: string): Duration | null {
  try {
    return parseDuration(text)
  } catch {
    return null
  }
}

/** `HH:MM` or `HH:MM:SS` → milliseconds after midnight; null for anything else. */
export function timeOfDayMs(text: string): number | null {
  const [, hours, minutes, seconds = "0"] = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text.trim()) ?? []
  if (hours === undefined || minutes === undefined) return null
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
}
