import {
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryState,
  useQueryStates,
} from "nuqs"
import { ROLES, type Role } from "#lib/ui/user-form"

const SORTS = ["created_at", "alias", "spend"] as const
export type UserSort = (typeof SORTS)[number]

export interface UserFilters {
  readonly q: string
  readonly role: Role | null
  readonly sort: UserSort
  readonly order: "asc" | "desc"
  readonly page: number
}

/** Search, role, order and page, all in the URL. Null puts one back to its default. */
export function useUserFilters() {
  return useQueryStates({
    q: parseAsString.withDefault(""),
    role: parseAsStringLiteral(Object.keys(ROLES) as Role[]),
    sort: parseAsStringLiteral(SORTS).withDefault("created_at"),
    order: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
    page: parseAsInteger.withDefault(1),
  })
}

/** Whether the form for a new user is open; in the URL, so that any page can link to it. */
export function useCreatingUser() {
  return useQueryState("create", parseAsBoolean.withDefault(false))
}
