import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type { KeyListOutput, TeamCreateOutput, TeamPageOutput, TeamRemoveOutput } from "#lib/ui/api.gen"
import { type TeamRow, type teamBody, teamChanges, teamFormOf, teamThing } from "#lib/ui/team-form"
import { blocking } from "#lib/ui/undo/changes"
import { useUndoable, useUndoBook } from "#lib/ui/undo/use-undoable"
import { useUndoableEdit } from "#lib/ui/undo/use-undoable-edit"
import type { TeamFilters } from "./use-team-filters"

const PAGE_SIZE = 50
const REFRESH_MS = 15_000

/** One page of teams. It refreshes by itself, for spend goes on while one looks. */
export function teamsQuery({ q, sort, order, page }: TeamFilters) {
  const query = { page, page_size: PAGE_SIZE, search: q.trim(), sort_by: sort, sort_order: order }
  return queryOptions({
    queryKey: ["teams", "list", query],
    queryFn: ({ signal }) => apiGet<TeamPageOutput>("/v2/team/list", query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
}

/** How many keys a team has. */
export function teamKeyCountQuery(id: string) {
  return queryOptions({
    queryKey: ["teams", "key count", id],
    queryFn: ({ signal }) => apiGet<KeyListOutput>("/key/list", { team_id: id, size: 1 }, signal),
    select: (answer) => answer.total_count,
  })
}

type TeamBody = ReturnType<typeof teamBody>

export function useCreateTeam() {
  return useTeamMutation((body: TeamBody & { organization_id?: string }) =>
    apiPost<TeamCreateOutput>("/team/new", body),
  )
}

/** Takes the form that changed the team. */
export function useUpdateTeam(team: TeamRow) {
  return useUndoableEdit({
    thing: teamThing(team),
    initial: teamFormOf(team),
    changes: teamChanges,
    send: (body) => apiPost<TeamRow>("/team/update", { team_id: team.team_id, ...body }),
  })
}

export function useDeleteTeam(team: TeamRow) {
  const book = useUndoBook()
  return useTeamMutation(() => {
    book.forget(teamThing(team).subject)
    return apiPost<TeamRemoveOutput>("/team/delete", { team_ids: [team.team_id] })
  }, team.team_id)
}

/** Takes true to block and false to unblock. */
export function useBlockTeam(team: TeamRow) {
  return useUndoable((block: boolean) =>
    blocking({
      thing: teamThing(team),
      blocked: block,
      send: (to) => apiPost<TeamRow>(to ? "/team/block" : "/team/unblock", { team_id: team.team_id }),
    }),
  )
}

/** After every write all that shows teams is asked for anew; users and keys show theirs. What is deleted is not asked for again. */
export function useTeamMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>, deletedId?: string) {
  const client = useQueryClient()
  const predicate = ({ queryKey }: { queryKey: readonly unknown[] }) => {
    const [group, kind, id] = queryKey
    return ["teams", "organizations", "users", "keys"].includes(String(group)) && !(kind === "one" && id === deletedId)
  }
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ predicate }) })
}
