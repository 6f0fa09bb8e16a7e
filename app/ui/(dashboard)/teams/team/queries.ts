import { queryOptions } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type { TeamAddMemberInput, TeamAddMemberOutput, TeamInfoOutput, TeamMembership } from "#lib/ui/api.gen"
import { type MemberRow, memberChanges, memberFormOf, type TeamRow, teamMemberThing } from "#lib/ui/team-form"
import { useUndoableEdit } from "#lib/ui/undo/use-undoable-edit"
import { useTeamMutation } from "../queries"

const REFRESH_MS = 15_000

/** A team with its members, their budgets in it, and its keys. */
export function teamQuery(id: string) {
  return queryOptions({
    queryKey: ["teams", "one", id],
    queryFn: ({ signal }) => apiGet<TeamInfoOutput>("/team/info", { team_id: id }, signal),
    refetchInterval: REFRESH_MS,
  })
}

export function useAddMember() {
  return useTeamMutation((body: TeamAddMemberInput) => apiPost<TeamAddMemberOutput>("/team/member_add", body))
}

/** Takes the form that changed the member's place in the team. */
export function useUpdateMember(member: MemberRow) {
  const { team_id, user_id } = member
  return useUndoableEdit({
    thing: teamMemberThing(member),
    initial: memberFormOf(member),
    changes: memberChanges,
    send: (body) => apiPost<TeamMembership>("/team/member_update", { team_id, user_id, ...body }),
    shown: ({ max_budget_in_team: budget, ...rest }) => ({
      ...rest,
      ...(budget === undefined ? {} : { max_budget: budget }),
    }),
  })
}

export function useRemoveMember(teamId: string, userId: string) {
  return useTeamMutation(() => apiPost<TeamRow>("/team/member_delete", { team_id: teamId, user_id: userId }))
}
