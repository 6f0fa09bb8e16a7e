import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query"
import { apiGet } from "#lib/ui/api"
import type { ActivityDay, ActivityPage } from "#lib/ui/daily-activity"
import type { UsageWindow } from "./use-usage-filters"

/** More pages than a leap year of days can have; a server that never says "no more" must not hold the browser. */
const MAX_PAGES = 400

export interface Activity {
  readonly days: readonly ActivityDay[]
  /** Dollars: the request log's own sum over the same days. */
  readonly ledgerUsd: number | null
}

/** All days of the window, every page of them. */
export function activityQuery(window: UsageWindow | null) {
  return queryOptions({
    queryKey: ["usage", window],
    queryFn: window ? ({ signal }) => fetchActivity(window, signal) : skipToken,
    placeholderData: keepPreviousData,
  })
}

async function fetchActivity(window: UsageWindow, signal: AbortSignal): Promise<Activity> {
  const query = { start_date: window.days.start, end_date: window.days.end, timezone: window.offsetMinutes }
  const days: ActivityDay[] = []
  let ledgerUsd: number | null = null
  for (let page = 1; page <= MAX_PAGES; page++) {
    const answer = await apiGet<ActivityPage>("/user/daily/activity", { ...query, page }, signal)
    days.push(...answer.results)
    ledgerUsd = answer.metadata.ledger_spend ?? ledgerUsd
    if (!answer.metadata.has_more) break
  }
  return { days, ledgerUsd }
}
