import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query"
import { apiGet } from "#lib/ui/api"
import type {
  ConfigFindingsOutput,
  KeyListOutput,
  KeyView,
  LedgerLastOutput,
  SpendPageOutput,
  UsageBudgetsOutput,
  UsageOverviewInput,
  UsageOverviewOutput,
} from "#lib/ui/api.gen"
import type { OverviewRange } from "#lib/ui/overview"

const REFRESH_MS = 15_000
const SLOW_REFRESH_MS = 60_000
const ERRORS = 6

/** Now beside before; `offsetMinutes` is null until the browser has said which zone it is in. */
export function overviewQuery(range: OverviewRange, offsetMinutes: number | null) {
  return queryOptions({
    queryKey: ["overview", range, offsetMinutes],
    queryFn:
      offsetMinutes === null
        ? skipToken
        : ({ signal }) => {
            const query = { range, timezone: offsetMinutes } satisfies UsageOverviewInput
            return apiGet<UsageOverviewOutput>("/usage/overview", query, signal)
          },
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
}

/** The last few requests that failed. */
export const recentErrorsQuery = queryOptions({
  queryKey: ["overview", "errors"],
  queryFn: ({ signal }) =>
    apiGet<SpendPageOutput>("/spend/logs/v2", { status_filter: "failure", page_size: ERRORS }, signal),
  refetchInterval: REFRESH_MS,
})

/** Budgets that are nearly spent. */
export const pressedBudgetsQuery = queryOptions({
  queryKey: ["overview", "budgets"],
  queryFn: ({ signal }) => apiGet<UsageBudgetsOutput>("/usage/budgets", {}, signal),
  refetchInterval: REFRESH_MS,
})

/** Keys that work, those that end first first; and how many there are. */
export const endingKeysQuery = queryOptions({
  queryKey: ["overview", "ending keys"],
  queryFn: ({ signal }) => {
    const order = { sort_by: "expires", sort_order: "asc", status: "active", size: 20 }
    return apiGet<KeyListOutput>("/key/list", { ...order, return_full_object: true }, signal)
  },
  // Asked for as objects, every key is one.
  select: ({ keys, total_count }) => ({ keys: keys as readonly KeyView[], total: total_count }),
  refetchInterval: SLOW_REFRESH_MS,
})

/** Is there any request in the log? */
export const anyRequestQuery = queryOptions({
  queryKey: ["overview", "any request"],
  queryFn: ({ signal }) => apiGet<SpendPageOutput>("/spend/logs/v2", { page_size: 1 }, signal),
  select: ({ data }) => data.length > 0,
  refetchInterval: (query) => (query.state.data?.data.length ? false : 3_000),
})

/** What the loader says about the config in force. */
export const findingsQuery = queryOptions({
  queryKey: ["overview", "findings"],
  queryFn: ({ signal }) => apiGet<ConfigFindingsOutput>("/config/findings", {}, signal),
  refetchInterval: SLOW_REFRESH_MS,
})

/** What came of the last check of the ledger. */
export const lastCheckQuery = queryOptions({
  queryKey: ["overview", "ledger"],
  queryFn: ({ signal }) => apiGet<LedgerLastOutput>("/spend/verify/last", {}, signal),
  refetchInterval: SLOW_REFRESH_MS,
})
