import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type { Organization, OrganizationCreateInput } from "#lib/ui/api.gen"
import { organizationChanges, organizationFormOf, organizationThing } from "#lib/ui/organization-form"
import { useUndoBook } from "#lib/ui/undo/use-undoable"
import { useUndoableEdit } from "#lib/ui/undo/use-undoable-edit"

const REFRESH_MS = 15_000
/** As many as one answer holds. */
export const MOST = 1000

/** The organizations, the newest thousand of those that match. They refresh by themselves, for spend goes on while one looks. */
export function organizationsQuery(search: string) {
  const query = { org_alias: search.trim() }
  return queryOptions({
    queryKey: ["organizations", "list", query],
    queryFn: ({ signal }) => apiGet<readonly Organization[]>("/organization/list", query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
}

export function useCreateOrganization() {
  return useOrganizationMutation((body: OrganizationCreateInput) => apiPost<Organization>("/organization/new", body))
}

/** Takes the form that changed the organization. */
export function useUpdateOrganization(organization: Organization) {
  return useUndoableEdit({
    thing: organizationThing(organization),
    initial: organizationFormOf(organization),
    changes: organizationChanges,
    send: (body) =>
      apiPost<Organization>("/organization/update", { organization_id: organization.organization_id, ...body }),
  })
}

export function useDeleteOrganization(organization: Organization) {
  const { organization_id: id } = organization
  const book = useUndoBook()
  return useOrganizationMutation(() => {
    book.forget(organizationThing(organization).subject)
    return apiPost<readonly Organization[]>("/organization/delete", { organization_ids: [id] })
  }, id)
}

/** After every write all that shows organizations is asked for anew, with what goes with them. What is deleted is not asked for again. */
export function useOrganizationMutation<Input, Output>(
  mutationFn: (input: Input) => Promise<Output>,
  deletedId?: string,
) {
  const client = useQueryClient()
  const predicate = ({ queryKey }: { queryKey: readonly unknown[] }) => {
    const [group, kind, id] = queryKey
    return (
      ["organizations", "teams", "users", "keys", "budgets"].includes(String(group)) &&
      !(kind === "one" && id === deletedId)
    )
  }
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ predicate }) })
}
