import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query"
import { apiGet, withQuery } from "#lib/ui/api"
import type {
  UsageBudgetsOutput,
  UsageDailyInput,
  UsageDailyOutput,
  UsageSavingsInput,
  UsageSavingsOutput,
  UsageSeriesInput,
  UsageSeriesOutput,
} from "#lib/ui/api.gen"
import type { ActivityDay, Dimension } from "#lib/ui/daily-activity"
import { daysBefore } from "#lib/ui/time-range"
import type { UsageWindow } from "./use-usage-filters"

export interface Activity {
  readonly days: readonly ActivityDay[]
  /** Dollars: the request log's own sum over the same days. */
  readonly ledgerUsd: number | null
}

type Days = Pick<UsageWindow, "days" | "offsetMinutes">

const rangeOf = ({ days, offsetMinutes }: Days) => ({
  start_date: days.start,
  end_date: days.end,
  timezone: offsetMinutes,
})

/** What is answered at `path`, as activity; two that ask for the same share one answer. */
function activityAt(path: string | null, read: (path: string, signal: AbortSignal) => Promise<Activity>) {
  return queryOptions({
    queryKey: ["usage", path],
    queryFn: path === null ? skipToken : ({ signal }) => read(path, signal),
    placeholderData: keepPreviousData,
  })
}

/** All days of the window; the gateway gives them on one page. */
export function activityQuery(window: Days | null) {
  const query: UsageDailyInput | null = window && rangeOf(window)
  return activityAt(query && withQuery("/user/daily/activity", { ...query }), async (path, signal) => {
    const { results, metadata } = await apiGet<UsageDailyOutput>(path, {}, signal)
    return { days: results, ledgerUsd: metadata.ledger_spend }
  })
}

/** As many days just before. */
export function beforeQuery(window: UsageWindow | null) {
  return activityQuery(window && { ...window, days: daysBefore(window.days) })
}

/** The days' own report has these, cut exactly at the midnights of every zone. */
const IN_DAILY: readonly Dimension[] = ["model", "key", "provider"]

/** What the chart shows: by day from the report that the totals are from, by hour or by whom from one of its own. */
export function seriesQuery(window: UsageWindow | null, by: Dimension) {
  if (window && !window.byHour && IN_DAILY.includes(by)) return activityQuery(window)
  const granularity = window?.byHour ? "hour" : "day"
  const query: UsageSeriesInput | null = window && { ...rangeOf(window), group_by: by, granularity }
  return activityAt(query && withQuery("/usage/series", { ...query }), async (path, signal) => {
    const { results } = await apiGet<UsageSeriesOutput>(path, {}, signal)
    return { days: results, ledgerUsd: null }
  })
}

/** What the response cache saved in the window. */
export function savingsQuery(window: UsageWindow | null) {
  const query: UsageSavingsInput | null = window && {
    ...rangeOf(window),
    granularity: window.byHour ? "hour" : "day",
  }
  return queryOptions({
    queryKey: ["usage", "savings", query],
    queryFn: query ? ({ signal }) => apiGet<UsageSavingsOutput>("/usage/savings", { ...query }, signal) : skipToken,
    placeholderData: keepPreviousData,
  })
}

/** The budgets in sight, those of which most is spent first. */
export const budgetsQuery = queryOptions({
  queryKey: ["usage", "budgets"],
  queryFn: ({ signal }) => apiGet<UsageBudgetsOutput>("/usage/budgets", { min_share: 0, limit: 100 }, signal),
})
