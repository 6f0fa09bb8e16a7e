import {
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryState,
  useQueryStates,
} from "nuqs"

export const SORTS = ["created_at", "key_alias", "spend", "last_active"] as const
export type Sort = (typeof SORTS)[number]
export const STATUSES = ["", "active", "blocked", "expired"] as const

export interface KeyFilters {
  readonly q: string
  readonly status: (typeof STATUSES)[number]
  readonly sort: Sort
  readonly order: "asc" | "desc"
  readonly page: number
}

/** Search, status, order and page, all in the URL. Null puts one back to its default. */
export function useKeyFilters() {
  return useQueryStates({
    q: parseAsString.withDefault(""),
    status: parseAsStringLiteral(STATUSES).withDefault(""),
    sort: parseAsStringLiteral(SORTS).withDefault("created_at"),
    order: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
    page: parseAsInteger.withDefault(1),
  })
}

/** Whether the form for a new key is open; in the URL, so that any page can link to it. */
export function useCreating() {
  return useQueryState("create", parseAsBoolean.withDefault(false))
}

/** Whose key the form begins with, when a team's or a user's page has linked to it. */
export function useNewOwner() {
  return useQueryStates({ team: parseAsString, user: parseAsString })
}
