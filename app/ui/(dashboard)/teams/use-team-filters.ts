import {
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryState,
  useQueryStates,
} from "nuqs"

const SORTS = ["created_at", "alias", "spend"] as const
export type TeamSort = (typeof SORTS)[number]

export interface TeamFilters {
  readonly q: string
  readonly sort: TeamSort
  readonly order: "asc" | "desc"
  readonly page: number
}

/** Search, order and page, all in the URL. Null puts one back to its default. */
export function useTeamFilters() {
  return useQueryStates({
    q: parseAsString.withDefault(""),
    sort: parseAsStringLiteral(SORTS).withDefault("created_at"),
    order: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
    page: parseAsInteger.withDefault(1),
  })
}

/** Whether the form for a new team is open; in the URL, so that any page can link to it. */
export function useCreatingTeam() {
  return useQueryState("create", parseAsBoolean.withDefault(false))
}

/** The organization a new team is made in; empty is none. */
export function useTeamOrganization() {
  return useQueryState("organization", parseAsString.withDefault(""))
}
