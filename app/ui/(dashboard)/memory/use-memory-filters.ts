import { parseAsBoolean, parseAsInteger, parseAsString, useQueryState, useQueryStates } from "nuqs"

/** Which user is looked at (none: the list of them), the search and the page; all in the URL. */
export function useMemoryFilters() {
  return useQueryStates({
    user: parseAsString.withDefault(""),
    tenant: parseAsString.withDefault(""),
    q: parseAsString.withDefault(""),
    page: parseAsInteger.withDefault(1),
  })
}

/** Whether the form for a new fact is open; in the URL, so that any page can link to it. */
export function useAddingFact() {
  return useQueryState("create", parseAsBoolean.withDefault(false))
}
