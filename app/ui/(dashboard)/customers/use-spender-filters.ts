import {
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryState,
  useQueryStates,
} from "nuqs"

/** Tab, search, order and page, all in the URL. Null puts one back to its default. */
export function useSpenderFilters() {
  return useQueryStates({
    tab: parseAsStringLiteral(["customer", "tag"]).withDefault("customer"),
    q: parseAsString.withDefault(""),
    sort: parseAsStringLiteral(["id", "spend", "created_at"]).withDefault("created_at"),
    order: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
    page: parseAsInteger.withDefault(1),
  })
}

/** Whether the form for a new one is open; in the URL, so that any page can link to it. */
export function useCreatingSpender() {
  return useQueryState("create", parseAsBoolean.withDefault(false))
}
