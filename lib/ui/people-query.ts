import { keepPreviousData, queryOptions } from "@tanstack/react-query"
import { apiGet } from "./api"
import type { TeamPageOutput, UserListOutput } from "./api.gen"
import type { Choice } from "./choice"
import { teamTitle } from "./team-form"
import { userTitle } from "./user-form"

const CHOICES = 20
const STALE_MS = 30_000
/** As many as one page of rows can name. */
const MOST = 100

/** Teams to choose from: those that match, a few of them. */
export function teamChoicesQuery(search: string) {
  const query = { search: search.trim(), page_size: CHOICES, sort_by: "alias", sort_order: "asc" }
  return queryOptions({
    queryKey: ["teams", "choices", query],
    queryFn: ({ signal }) => apiGet<TeamPageOutput>("/v2/team/list", query, signal),
    select: ({ teams }) => teams.map((team): Choice => ({ id: team.team_id, name: teamTitle(team) })),
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
  })
}

/** Users to choose from: those that match, a few of them. */
export function userChoicesQuery(search: string) {
  const query = { search: search.trim(), page_size: CHOICES, sort_by: "created_at" }
  return queryOptions({
    queryKey: ["users", "choices", query],
    queryFn: ({ signal }) => apiGet<UserListOutput>("/user/list", query, signal),
    select: ({ users }) => users.map(userChoice),
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
  })
}

function userChoice(user: UserListOutput["users"][number]): Choice {
  const name = userTitle(user)
  return { id: user.user_id, name, note: user.user_email === name ? undefined : (user.user_email ?? undefined) }
}

/** What these users are called, by id. */
export function userNamesQuery(ids: readonly string[]) {
  const wanted = [...new Set(ids)].filter((id) => !id.includes(",")).sort()
  const query = { user_ids: wanted.slice(0, MOST).join(","), page_size: MOST }
  return queryOptions({
    queryKey: ["users", "names", query],
    queryFn: ({ signal }) => apiGet<UserListOutput>("/user/list", query, signal),
    select: ({ users }) => new Map(users.map((user) => [user.user_id, userTitle(user)])),
    placeholderData: keepPreviousData,
    enabled: wanted.length > 0,
    staleTime: STALE_MS,
  })
}

/** What teams are called, by id. */
export const teamNamesQuery = queryOptions({
  queryKey: ["teams", "names"],
  queryFn: ({ signal }) => apiGet<TeamPageOutput["teams"]>("/team/list", {}, signal),
  select: (teams) => new Map(teams.map((team) => [team.team_id, teamTitle(team)])),
  staleTime: STALE_MS,
})
