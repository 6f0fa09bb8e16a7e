import { queryOptions } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type {
  Organization,
  OrganizationAddMemberInput,
  OrganizationAddMemberOutput,
  OrganizationMembership,
  TeamPageOutput,
} from "#lib/ui/api.gen"
import { organizationMemberThing } from "#lib/ui/organization-form"
import { editing } from "#lib/ui/undo/changes"
import { useUndoable } from "#lib/ui/undo/use-undoable"
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
export function useChangeRole(member: OrganizationMembership) {
  const { organization_id, user_id } = member
  return useUndoable((role: string) =>
    editing({
      thing: organizationMemberThing(member),
      changes: { role },
      before: { role: member.user_role },
      send: (body) =>
        apiPost<OrganizationMembership>("/organization/member_update", { organization_id, user_id, ...body }),
      shown: (body) => ({ user_role: body.role }),
    }),
  )
}

export function useRemoveMember({ organization_id, user_id }: Member) {
  return useOrganizationMutation(() =>
    apiPost<OrganizationMembership>("/organization/member_delete", { organization_id, user_id }),
  )
}
