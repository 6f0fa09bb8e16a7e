import {
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryState,
  useQueryStates,
} from "nuqs"

/** Search, order and page, all in the URL. Null puts one back to its default. */
export function useOrganizationFilters() {
  return useQueryStates({
    q: parseAsString.withDefault(""),
    sort: parseAsStringLiteral(["name", "spend", "created_at"]).withDefault("created_at"),
    order: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
    page: parseAsInteger.withDefault(1),
  })
}

/** Whether the form for a new organization is open; in the URL, so that any page can link to it. */
export function useCreatingOrganization() {
  return useQueryState("create", parseAsBoolean.withDefault(false))
}
