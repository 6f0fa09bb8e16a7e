import { queryOptions } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type {
  TeamAddMemberInput,
  TeamAddMemberOutput,
  TeamInfoOutput,
  TeamMembership,
  TeamUpdateMemberInput,
} from "#lib/ui/api.gen"
import type { TeamRow } from "#lib/ui/team-form"
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

export function useUpdateMember() {
  return useTeamMutation((body: TeamUpdateMemberInput) => apiPost<TeamMembership>("/team/member_update", body))
}

export function useRemoveMember(teamId: string, userId: string) {
  return useTeamMutation(() => apiPost<TeamRow>("/team/member_delete", { team_id: teamId, user_id: userId }))
}
