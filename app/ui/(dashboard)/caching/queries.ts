import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type { CacheHitsInput, CacheHitsOutput, CachePingOutput } from "#lib/ui/api.gen"
import { firstDay } from "#lib/ui/cache-savings"
import { cacheOff, cacheState } from "#lib/ui/cache-state"

const REFRESH_MS = 15_000

export const stateQuery = queryOptions({
  queryKey: ["cache", "state"],
  queryFn: ({ signal }) => apiGet<CachePingOutput>("/cache/ping", {}, signal).then(cacheState, cacheOff),
  refetchInterval: REFRESH_MS,
})

/** Hits of so many days up to today, in UTC. */
export function hitsQuery(days: number) {
  return queryOptions({
    queryKey: ["cache", "hits", days],
    queryFn: ({ signal }) => {
      const query = { start_date: firstDay(days, Date.now()) } satisfies CacheHitsInput
      return apiGet<CacheHitsOutput>("/global/activity/cache_hits", query, signal)
    },
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS * 4,
  })
}

export function useFlushCache() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => apiPost("/cache/flushall"),
    onSuccess: () => client.invalidateQueries({ queryKey: ["cache"] }),
  })
}
