import { queryOptions } from "@tanstack/react-query"
import { apiGet } from "./api"
import type { ListedBudget } from "./api.gen"

const REFRESH_MS = 30_000

/** The budgets with a name, at most a thousand, the oldest first. */
export const budgetsQuery = queryOptions({
  queryKey: ["budgets"],
  queryFn: ({ signal }) => apiGet<readonly ListedBudget[]>("/budget/list", {}, signal),
  refetchInterval: REFRESH_MS,
})
