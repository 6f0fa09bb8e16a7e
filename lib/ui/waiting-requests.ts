import { queryOptions } from "@tanstack/react-query"
import { apiGet } from "./api"
import type { BudgetRequestListInput, BudgetRequestListOutput } from "./api.gen"
import { waitingRequestsWords as words } from "./words/waiting-requests"

const REFRESH_MS = 30_000
/** As many as the API gives on a page. */
const MOST = 100

/** How many requests for a larger budget wait for the visitor's decision, as far as one page of them says. */
export const waitingRequestsQuery = queryOptions({
  // Below the lists' name: after a decision it is asked for anew with them.
  queryKey: ["budget-requests", "waiting"],
  queryFn: ({ signal }) => {
    const query = { status: "pending", page_size: MOST } satisfies BudgetRequestListInput
    return apiGet<BudgetRequestListOutput>("/budget/request/list", query, signal)
  },
  select: ({ requests }) => requests.filter(({ can_decide: mine }) => mine).length,
  refetchInterval: REFRESH_MS,
})

/** `3`, and where there may be more than were counted `99+`. */
export const waitingText = (count: number) => (count >= MOST ? `${MOST - 1}+` : String(count))

/** The same to be read out. */
export const waitingWords = (count: number) => (count >= MOST ? words.orMoreWait(MOST - 1) : words.wait(count))
