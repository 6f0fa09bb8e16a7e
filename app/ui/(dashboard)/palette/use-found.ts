import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query"
import { useRouter } from "next/navigation"
import { useVisitor } from "#components/nav/visitor-context"
import { apiGet, withQuery } from "#lib/ui/api"
import type { KeyListOutput, KeyView, SpendPageOutput, TeamPageOutput, UserListOutput } from "#lib/ui/api.gen"
import { formatDateTime } from "#lib/ui/format"
import { keyTitle } from "#lib/ui/key-row"
import { modelNamesQuery } from "#lib/ui/models-query"
import { type Command, looksLikeRequestId, matching } from "#lib/ui/palette"
import { teamTitle } from "#lib/ui/team-form"
import { userTitle } from "#lib/ui/user-form"
import { listsUsers } from "#lib/ui/visitor"
import { paletteWords } from "#lib/ui/words/palette"
import type { Runnable } from "./use-commands"

const { groups } = paletteWords
const FEW = 5
const FEWEST_LETTERS = 2

interface Found {
  readonly items: readonly Runnable[]
  readonly isFetching: boolean
  readonly error: Error | null
}

/** Keys, teams, users, models and requests that match, asked from the API; nothing for less than two letters. */
export function useFound(search: string): Found {
  const typed = search.trim()
  const router = useRouter()
  const withUsers = listsUsers(useVisitor())
  const found = useQuery(foundQuery(typed, withUsers))
  const { data: models = [] } = useQuery(modelNamesQuery)
  if (typed.length < FEWEST_LETTERS) return { items: [], isFetching: false, error: null }
  const named = models.filter((name) => name.toLowerCase().includes(typed.toLowerCase())).slice(0, FEW)
  // While the answer is on its way, of the last one only what fits what is typed by now: Enter must not open something else.
  const asked = found.isPlaceholderData ? matching(found.data ?? [], typed) : (found.data ?? [])
  const hits = [...named.map(modelHit), ...asked]
  return {
    items: hits.map(({ href, ...command }) => ({ ...command, run: () => router.push(href) })),
    isFetching: found.isFetching,
    error: found.error,
  }
}

interface Hit extends Command {
  readonly href: string
}

function foundQuery(typed: string, withUsers: boolean) {
  return queryOptions({
    queryKey: ["palette", typed, withUsers],
    queryFn: ({ signal }) => find(typed, withUsers, signal),
    enabled: typed.length >= FEWEST_LETTERS,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
}

async function find(search: string, withUsers: boolean, signal: AbortSignal): Promise<Hit[]> {
  const hits = await Promise.all([
    apiGet<KeyListOutput>("/key/list", { search, size: FEW, return_full_object: true }, signal).then(({ keys }) =>
      // Asked for as objects, every key is one.
      (keys as readonly KeyView[]).map(keyHit),
    ),
    apiGet<TeamPageOutput>("/v2/team/list", { search, page_size: FEW }, signal).then(({ teams }) => teams.map(teamHit)),
    withUsers
      ? apiGet<UserListOutput>("/user/list", { search, page_size: FEW }, signal).then(({ users }) => users.map(userHit))
      : [],
    looksLikeRequestId(search)
      ? apiGet<SpendPageOutput>("/spend/logs/v2", { request_id: search, page_size: FEW }, signal).then(({ data }) =>
          data.map(requestHit),
        )
      : [],
  ])
  return hits.flat()
}

const keyHit = (key: KeyView): Hit => ({
  id: `key ${key.token}`,
  group: groups.keys,
  label: keyTitle(key),
  note: key.key_alias === null ? undefined : key.key_name,
  href: withQuery("/ui/keys", { q: key.token.slice(0, 16) }),
})

const teamHit = (team: TeamPageOutput["teams"][number]): Hit => ({
  id: `team ${team.team_id}`,
  group: groups.teams,
  label: teamTitle(team),
  href: withQuery("/ui/teams/team", { id: team.team_id }),
})

const userHit = (user: UserListOutput["users"][number]): Hit => ({
  id: `user ${user.user_id}`,
  group: groups.users,
  label: userTitle(user),
  note: user.user_email === userTitle(user) ? undefined : (user.user_email ?? undefined),
  href: withQuery("/ui/users/user", { id: user.user_id }),
})

const modelHit = (name: string): Hit => ({
  id: `model ${name}`,
  group: groups.models,
  label: name,
  href: withQuery("/ui/models", { q: name }),
})

const requestHit = (row: SpendPageOutput["data"][number]): Hit => ({
  id: `request ${row.request_id}`,
  group: groups.requests,
  label: row.request_id,
  note: `${row.model_group} · ${formatDateTime(row.startTime)}`,
  href: withQuery("/ui/logs", { range: "all", row: row.request_id }),
})
