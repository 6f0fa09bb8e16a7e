const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** Windows up to this length are cut by hour, longer ones by day. */
const BY_HOUR_MS = 8 * DAY_MS
/** The furthest back a curve goes: budgets without an end may be years old. */
const MOST_MS = 366 * DAY_MS
/** Further off than a date can be is never. */
const LAST_MS = 8.64e15
/** Pace is what was spent in this time before now. */
const RECENT_MS = { hour: DAY_MS, day: 7 * DAY_MS }

/** A budget's window as the curve is drawn from it. Nano-dollars, milliseconds since the epoch. */
export interface Burning {
  readonly maxNano: number
  /** What the running window has cost, by the balance that requests are admitted by. */
  readonly spentNano: number
  readonly startedAt: number
  readonly resetAt: number | null
  readonly nowMs: number
  /** Minutes the viewer is behind UTC: days begin at their midnights. */
  readonly offsetMinutes: number
}

/** What requests cost, by the start of the hour they began in. */
export type SpentByHour = ReadonlyMap<number, number>

export interface CurvePoint {
  readonly atMs: number
  /** What requests cost since the point before. */
  readonly spentNano: number
  /** Left of the budget then; below zero when more was spent. */
  readonly leftNano: number
}

export interface Curve {
  readonly granularity: "hour" | "day"
  /** The first is where the curve begins, the last is now. */
  readonly points: readonly CurvePoint[]
  readonly recent: { readonly sinceMs: number; readonly spentNano: number }
  /** When nothing is left at the recent pace; null: not before it starts anew, nothing was spent, or nothing is left already. */
  readonly projectedMs: number | null
  /** Left when it starts anew, at the recent pace; null: it never does. */
  readonly leftAtResetNano: number | null
}

/** Where a curve begins: with the window, at most a year ago. */
export function curveStart({ startedAt, nowMs }: Pick<Burning, "startedAt" | "nowMs">): number {
  return Math.max(startedAt, nowMs - MOST_MS)
}

type Window = Pick<Burning, "startedAt" | "resetAt" | "nowMs">

function granularityOf(window: Window): Curve["granularity"] {
  return (window.resetAt ?? window.nowMs) - curveStart(window) <= BY_HOUR_MS ? "hour" : "day"
}

/** From when on what is spent counts as recent: the pace that goes on. */
export function recentSince(window: Window): number {
  return Math.max(curveStart(window), floorHour(window.nowMs - RECENT_MS[granularityOf(window)]))
}

/**
 * What was left of a budget over its running window. The last point is the balance itself: what the hours do not know (a spend that
 * was set, a window that took over an earlier one's) was spent before the curve begins, and what the hours have and the balance has
 * not (the part of the first hour before the window, requests from before there was this budget) is left out, the oldest first.
 */
export function burnDown(budget: Burning, byHour: SpentByHour): Curve {
  const { maxNano, nowMs } = budget
  const startMs = curveStart(budget)
  const granularity = granularityOf(budget)
  const { hours, beforeNano } = charged(budget.spentNano, byHour)
  const points: CurvePoint[] = [{ atMs: startMs, spentNano: beforeNano, leftNano: maxNano - beforeNano }]
  let leftNano = maxNano - beforeNano
  for (let fromMs = startMs; fromMs < nowMs; ) {
    const untilMs = Math.min(nextSlot(fromMs, granularity, budget.offsetMinutes), nowMs)
    const spentNano = within(hours, { fromMs: fromMs === startMs ? 0 : fromMs, untilMs, nowMs })
    leftNano -= spentNano
    points.push({ atMs: untilMs, spentNano, leftNano })
    fromMs = untilMs
  }
  const sinceMs = recentSince(budget)
  const recent = { sinceMs, spentNano: within(hours, { fromMs: floorHour(sinceMs), untilMs: nowMs, nowMs }) }
  return { granularity, points, recent, ...outlook({ ...budget, leftNano: maxNano - budget.spentNano }, recent) }
}

interface Amount {
  readonly atMs: number
  readonly nano: number
}

/** The hours as far as the balance has them, and what it has besides. */
function charged(spentNano: number, byHour: SpentByHour): { hours: Amount[]; beforeNano: number } {
  const hours = [...byHour].map(([atMs, nano]) => ({ atMs, nano })).sort((a, b) => a.atMs - b.atMs)
  const missing = spentNano - sum(hours)
  let tooMuch = Math.max(0, -missing)
  const kept = hours.map(({ atMs, nano }) => {
    const gone = Math.min(nano, tooMuch)
    tooMuch -= gone
    return { atMs, nano: nano - gone }
  })
  return { hours: kept, beforeNano: Math.max(0, missing) - tooMuch }
}

interface Slot {
  readonly fromMs: number
  readonly untilMs: number
  readonly nowMs: number
}

/** What came in a slot; the last one has this moment too. */
function within(amounts: readonly Amount[], { fromMs, untilMs, nowMs }: Slot): number {
  return sum(amounts.filter(({ atMs }) => atMs >= fromMs && (atMs < untilMs || untilMs === nowMs)))
}

const sum = (amounts: readonly Pick<Amount, "nano">[]) => amounts.reduce((all, { nano }) => all + nano, 0)
/** The start of the hour of UTC that a moment is in. */
export const floorHour = (ms: number) => Math.floor(ms / HOUR_MS) * HOUR_MS

/** The end of the hour, or of the viewer's day, that a moment is in. */
function nextSlot(ms: number, granularity: Curve["granularity"], offsetMinutes: number): number {
  if (granularity === "hour") return floorHour(ms) + HOUR_MS
  const offsetMs = offsetMinutes * MINUTE_MS
  return (Math.floor((ms - offsetMs) / DAY_MS) + 1) * DAY_MS + offsetMs
}

interface Now {
  readonly leftNano: number
  readonly nowMs: number
  readonly resetAt: number | null
}

/** How a budget with this much left goes on if spending goes on as it did of late. */
export function outlook({ leftNano, nowMs, resetAt }: Now, { sinceMs, spentNano }: Curve["recent"]) {
  const perMs = nowMs > sinceMs ? spentNano / (nowMs - sinceMs) : 0
  const emptyMs = perMs > 0 && leftNano > 0 ? Math.round(nowMs + leftNano / perMs) : null
  const inTime = emptyMs !== null && emptyMs < (resetAt ?? LAST_MS)
  // What is used up already is not spent on from: requests are refused.
  const leftThen = leftNano <= 0 ? leftNano : Math.max(0, Math.round(leftNano - perMs * ((resetAt ?? nowMs) - nowMs)))
  const leftAtResetNano = resetAt === null ? null : leftThen
  return {
    projectedMs: inTime ? emptyMs : null,
    leftAtResetNano,
  }
}
