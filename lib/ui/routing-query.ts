import { queryOptions } from "@tanstack/react-query"
import { apiGet } from "./api"
import type { RoutingLiveOutput } from "./api.gen"

const REFRESH_MS = 5_000

/** How requests are distributed and how those who answer are doing, as it changes. */
export const routingQuery = queryOptions({
  queryKey: ["routing"],
  queryFn: ({ signal }) => apiGet<RoutingLiveOutput>("/routing/live", {}, signal),
  refetchInterval: REFRESH_MS,
})
