import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query"
import { apiGet } from "#lib/ui/api"
import type { UsageDailyInput, UsageDailyOutput } from "#lib/ui/api.gen"
import type { ActivityDay } from "#lib/ui/daily-activity"
import type { UsageWindow } from "./use-usage-filters"

export interface Activity {
  readonly days: readonly ActivityDay[]
  /** Dollars: the request log's own sum over the same days. */
  readonly ledgerUsd: number | null
}

/** All days of the window; the gateway gives them on one page. */
export function activityQuery(window: UsageWindow | null) {
  return queryOptions({
    queryKey: ["usage", window],
    queryFn: window ? ({ signal }) => fetchActivity(window, signal) : skipToken,
    placeholderData: keepPreviousData,
  })
}

async function fetchActivity({ days, offsetMinutes }: UsageWindow, signal: AbortSignal): Promise<Activity> {
  const query = { start_date: days.start, end_date: days.end, timezone: offsetMinutes } satisfies UsageDailyInput
  const { results, metadata } = await apiGet<UsageDailyOutput>("/user/daily/activity", query, signal)
  return { days: results, ledgerUsd: metadata.ledger_spend }
}
