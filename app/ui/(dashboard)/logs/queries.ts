import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query"
import { apiGet } from "#lib/ui/api"
import type { SpendPageInput, SpendPageOutput } from "#lib/ui/api.gen"
import { type LogFilters, logParams } from "#lib/ui/log-filters"
import type { LogDetail } from "#lib/ui/log-row"

const PAGE_SIZE = 50
const LIVE_MS = 5_000
/** Refreshing asks for every loaded page again: with more than this many, the list stands still until asked. */
const LIVE_PAGES = 3

/** The log's pages, newest first. A relative time range is counted from the moment of each request. */
export function logsQuery(filters: LogFilters, live: boolean) {
  return infiniteQueryOptions({
    queryKey: ["logs", "list", filters],
    queryFn: ({ pageParam, signal }) => {
      const query: SpendPageInput = { ...logParams(filters, Date.now()), page_size: PAGE_SIZE, cursor: pageParam }
      return apiGet<SpendPageOutput>("/spend/logs/v2", query, signal)
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => live && (query.state.data?.pages.length ?? 0) <= LIVE_PAGES && LIVE_MS,
  })
}

/** True when so much is loaded that it no longer refreshes by itself. */
export function isLivePaused(pages: number): boolean {
  return pages > LIVE_PAGES
}

/** One request with its bodies, attempts and arithmetic. */
export function logQuery(requestId: string) {
  return queryOptions({
    queryKey: ["logs", "one", requestId],
    queryFn: ({ signal }) => apiGet<LogDetail>(`/spend/logs/${encodeURIComponent(requestId)}`, {}, signal),
    staleTime: 60_000,
  })
}

export interface KeyOption {
  readonly token: string
  readonly key_name: string | null
  readonly key_alias: string | null
}

/** Keys to filter by. */
export const keyOptionsQuery = queryOptions({
  queryKey: ["keys", "options"],
  queryFn: ({ signal }) =>
    apiGet<{ keys: readonly KeyOption[] }>("/key/list", { page: 1, size: 100, return_full_object: true }, signal),
  staleTime: 60_000,
  select: (answer) => answer.keys,
})
