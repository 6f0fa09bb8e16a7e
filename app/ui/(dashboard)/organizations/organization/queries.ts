import { queryOptions } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type {
  Organization,
  OrganizationAddMemberInput,
  OrganizationAddMemberOutput,
  OrganizationMembership,
  TeamPageOutput,
} from "#lib/ui/api.gen"
import { useOrganizationMutation } from "../queries"

const REFRESH_MS = 15_000

/** An organization with its members and teams. */
export function organizationQuery(id: string) {
  return queryOptions({
    queryKey: ["organizations", "one", id],
    queryFn: ({ signal }) => apiGet<Organization>("/organization/info", { organization_id: id }, signal),
    refetchInterval: REFRESH_MS,
  })
}

/** Its teams with their budgets. */
export function organizationTeamsQuery(id: string) {
  return queryOptions({
    queryKey: ["teams", "of organization", id],
    queryFn: ({ signal }) => apiGet<TeamPageOutput["teams"]>("/team/list", { organization_id: id }, signal),
    refetchInterval: REFRESH_MS,
  })
}

export function useAddMember() {
  return useOrganizationMutation((body: OrganizationAddMemberInput) =>
    apiPost<OrganizationAddMemberOutput>("/organization/member_add", body),
  )
}

type Member = Pick<OrganizationMembership, "organization_id" | "user_id">

/** Takes the new role. */
export function useChangeRole({ organization_id, user_id }: Member) {
  return useOrganizationMutation((role: string) =>
    apiPost<OrganizationMembership>("/organization/member_update", { organization_id, user_id, role }),
  )
}

export function useRemoveMember({ organization_id, user_id }: Member) {
  return useOrganizationMutation(() =>
    apiPost<OrganizationMembership>("/organization/member_delete", { organization_id, user_id }),
  )
}
