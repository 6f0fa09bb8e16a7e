import { parseAsBoolean, parseAsString, useQueryState } from "nuqs"

/** What is searched for; in the URL. */
export function useBudgetSearch() {
  return useQueryState("q", parseAsString.withDefault(""))
}

/** Whether the form for a new budget is open; in the URL, so that any page can link to it. */
export function useCreatingBudget() {
  return useQueryState("create", parseAsBoolean.withDefault(false))
}
