import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type {
  ReportsTeamActivityInput,
  SubjectActivity,
  TeamAddMemberInput,
  TeamAddMemberOutput,
  TeamInfoOutput,
  TeamMembership,
  TeamUpdateMemberInput,
} from "#lib/ui/api.gen"
import type { TeamRow } from "#lib/ui/team-form"
import type { DayRange } from "#lib/ui/time-range"
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

/** Days in the viewer's zone; null until the browser has said which that is. */
export function teamActivityQuery(id: string, range: DayRange | null, offsetMinutes: number) {
  return queryOptions({
    queryKey: ["teams", "activity", id, range, offsetMinutes],
    queryFn: range ? ({ signal }) => fetchActivity(id, { range, offsetMinutes }, signal) : skipToken,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
}

function fetchActivity(id: string, want: { range: DayRange; offsetMinutes: number }, signal: AbortSignal) {
  const days = { start_date: want.range.start, end_date: want.range.end, timezone: want.offsetMinutes }
  const query = { ...days, team_ids: id } satisfies ReportsTeamActivityInput
  return apiGet<SubjectActivity>("/team/daily/activity", query, signal)
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
