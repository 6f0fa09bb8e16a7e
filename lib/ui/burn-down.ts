import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query"
import { apiGet, withQuery } from "./api"
import type { UsageBurndownInput, UsageBurndownOutput } from "./api.gen"
import { formatDateTime, formatUsd } from "./format"
import { budgetCourseWords } from "./words/budget-course"
import { LOCALE } from "./words/locale"

const REFRESH_MS = 30_000
const DAY_MS = 86_400_000

export type BurnDown = UsageBurndownOutput

/** Which budget: what has it, and its id. */
export type BudgetOf = Pick<UsageBurndownInput, "kind" | "id">

/** What was left of a budget over its window; null until it is known whose days, and of which budget. */
export function burnDownQuery(budget: BudgetOf | null, offsetMinutes: number | null) {
  const query =
    budget === null || offsetMinutes === null
      ? null
      : ({ kind: budget.kind, id: budget.id, timezone: offsetMinutes } satisfies UsageBurndownInput)
  return queryOptions({
    queryKey: ["usage", "burn-down", query],
    queryFn: query ? ({ signal }) => apiGet<BurnDown>("/usage/burndown", query, signal) : skipToken,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
}

const KINDS: readonly string[] = [
  "key",
  "gateway",
  "organization",
  "team",
  "user",
  "customer",
  "tag",
  "provider",
  "deployment",
] satisfies BudgetOf["kind"][]

/** `team:core` as the address has it; null for what is none. */
export function budgetOf(text: string | null): BudgetOf | null {
  const [, kind = "", id = ""] = /^([a-z]+):(.+)$/s.exec(text ?? "") ?? []
  return KINDS.includes(kind) ? { kind: kind as BudgetOf["kind"], id } : null
}

export const budgetText = ({ kind, id }: BudgetOf) => `${kind}:${id}`

/** Where a budget's curve is shown large. */
export const burnDownHref = (budget: BudgetOf) => withQuery("/ui/usage", { budget: budgetText(budget) })

export interface Place {
  readonly atMs: number
  readonly usd: number
}

/** The lines of the picture, in moments and dollars. */
export interface BurnDownLines {
  readonly startMs: number
  readonly nowMs: number
  /** Where the picture ends: when it starts anew, or as far ahead as it looks back. */
  readonly endMs: number
  readonly topUsd: number
  /** Zero, or below it when more was spent than there was. */
  readonly bottomUsd: number
  readonly left: readonly Place[]
  /** From all at the start to nothing when it starts anew; null: it never does. */
  readonly evenPace: readonly [Place, Place] | null
  /** From now on at the recent pace; null: nothing is left to spend. */
  readonly ahead: readonly [Place, Place] | null
  /** When nothing is left, where that is in the picture. */
  readonly emptyMs: number | null
}

/** What is drawn of an answer. */
export function burnDownLines(data: BurnDown): BurnDownLines {
  const left = data.points.map(({ at, remaining }) => ({ atMs: Date.parse(at), usd: remaining }))
  const startMs = left[0]?.atMs ?? Date.parse(data.window_start)
  const now = left.at(-1) ?? { atMs: startMs, usd: data.remaining }
  const resetMs = data.budget_reset_at === null ? null : Date.parse(data.budget_reset_at)
  const projectedMs = data.projected_at === null ? null : Date.parse(data.projected_at)
  const endMs = resetMs ?? furthest(startMs, now.atMs, projectedMs)
  const inPicture = projectedMs !== null && projectedMs <= endMs
  return {
    startMs,
    nowMs: now.atMs,
    endMs,
    topUsd: Math.max(data.max_budget, ...left.map(({ usd }) => usd)),
    bottomUsd: Math.min(0, ...left.map(({ usd }) => usd)),
    left,
    evenPace:
      resetMs === null
        ? null
        : [
            { atMs: startMs, usd: evenAt(data, startMs, resetMs) },
            { atMs: resetMs, usd: 0 },
          ],
    ahead: now.usd <= 0 || endMs <= now.atMs ? null : [now, aheadAt(data, now, inPicture ? projectedMs : endMs)],
    emptyMs: inPicture ? projectedMs : null,
  }
}

/** A budget without an end is shown until it is used up, at most as far ahead as the picture looks back, and a day at least. */
function furthest(startMs: number, nowMs: number, projectedMs: number | null): number {
  const mostMs = nowMs + Math.max(nowMs - startMs, DAY_MS)
  return projectedMs === null ? mostMs : Math.min(projectedMs, mostMs)
}

/** What an even pace leaves where the picture begins: a year's window may have begun before. */
function evenAt({ max_budget: max, window_start: start }: BurnDown, atMs: number, resetMs: number): number {
  const startMs = Date.parse(start)
  return max * (1 - Math.max(0, atMs - startMs) / (resetMs - startMs))
}

function aheadAt(data: BurnDown, now: Place, atMs: number): Place {
  const overMs = now.atMs - Date.parse(data.recent_since)
  const spent = overMs > 0 ? (data.recent_spend * (atMs - now.atMs)) / overMs : 0
  return { atMs, usd: Math.max(0, now.usd - spent) }
}

/** "the last 7 days", or since when it is shorter. */
export function recentText({ recent_since: since, points, granularity }: BurnDown): string {
  const spanMs = Date.parse(points.at(-1)?.at ?? since) - Date.parse(since)
  if (granularity === "day" && spanMs >= 7 * DAY_MS) return budgetCourseWords.recent.week
  if (granularity === "hour" && spanMs >= DAY_MS) return budgetCourseWords.recent.day
  return budgetCourseWords.recent.window
}

/** `$5.43 of $27.16 left`, or by how much it was exceeded. */
export function leftWords({ remaining, max_budget: max }: BurnDown): string {
  return remaining < 0
    ? budgetCourseWords.exceeded(formatUsd(-remaining), formatUsd(max))
    : budgetCourseWords.left(formatUsd(remaining), formatUsd(max))
}

/** How it goes on, in a sentence; times are the viewer's. */
export function burnDownWords(data: BurnDown): string {
  const { remaining, recent_spend: recent, projected_at: at, projected_remaining: then, budget_reset_at: reset } = data
  const words = budgetCourseWords
  const anew = reset === null ? null : formatMoment(reset)
  if (remaining <= 0) return words.usedUp(anew)
  const span = recentText(data)
  if (recent === 0) return words.nothingSpent(span, anew)
  if (at !== null) return words.runsOut(span, formatMoment(at), anew)
  return then === null || anew === null ? words.lasts(span) : words.leftAtReset(span, formatUsd(then), anew)
}

/** `Mar 4, 2026, 14:05` in the visitor's zone. */
export function formatMoment(at: string | number): string {
  return formatDateTime(new Date(at).toISOString()).replace(/:\d\d$/, "")
}

const DAY = new Intl.DateTimeFormat(LOCALE, { month: "short", day: "numeric" })
const HOUR = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })

/** `Mar 4`, or where hours matter `Mar 4, 14:00`; for axes. */
export function formatAxisMoment(ms: number, granularity: BurnDown["granularity"]): string {
  return granularity === "day" ? DAY.format(ms) : `${DAY.format(ms)}, ${HOUR.format(ms)}`
}

/** The point that is nearest to a moment. */
export function nearestPoint(points: readonly Place[], ms: number): Place | null {
  return points.reduce<Place | null>(
    (best, point) => (best === null || Math.abs(point.atMs - ms) < Math.abs(best.atMs - ms) ? point : best),
    null,
  )
}
