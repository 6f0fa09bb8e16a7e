import { BudgetCell } from "#components/data-table/budget-cell"
import { Day } from "#components/data-table/day"
import { NameLink } from "#components/data-table/name-link"
import { ActionsHead, RowActions } from "#components/data-table/row-actions"
import { SomeNames } from "#components/data-table/some-names"
import { SortHead, sortingOf } from "#components/data-table/sort-head"
import { useVisitor } from "#components/nav/visitor-context"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { withQuery } from "#lib/ui/api"
import type { Organization } from "#lib/ui/api.gen"
import { formatCount } from "#lib/ui/format"
import { organizationTitle } from "#lib/ui/organization-form"
import { opensOrganization } from "#lib/ui/visitor"
import { organizationWords } from "#lib/ui/words/organization"
import { terms } from "#lib/ui/words/terms"
import type { OpenOrganizationDialog } from "./organization-dialogs"
import { useOrganizationActions } from "./use-organization-actions"
import { useOrganizationFilters } from "./use-organization-filters"

interface OrganizationsTableProps {
  rows: readonly Organization[]
  onOpen: (dialog: OpenOrganizationDialog) => void
}

/** The organizations. Narrow windows leave out what is least missed; the organization's page has it all. */
export function OrganizationsTable({ rows, onOpen }: OrganizationsTableProps) {
  const sorting = sortingOf(...useOrganizationFilters())
  return (
    <Table aria-label={terms.organizations}>
      <THead>
        <Tr>
          <SortHead sorting={sorting} sort="name" first="asc" className="pl-5 max-sm:pl-4">
            {terms.organization}
          </SortHead>
          <Th numeric className="hidden sm:table-cell">
            {terms.members}
          </Th>
          <Th numeric className="hidden sm:table-cell">
            {terms.teams}
          </Th>
          <Th className="hidden lg:table-cell">{terms.models}</Th>
          <SortHead sorting={sorting} sort="spend" first="desc">
            {terms.spend}
          </SortHead>
          <SortHead sorting={sorting} sort="created_at" first="desc" className="hidden md:table-cell">
            {terms.created}
          </SortHead>
          <ActionsHead />
        </Tr>
      </THead>
      <Tbody>
        {rows.map((organization) => (
          <OrganizationRowView key={organization.organization_id} organization={organization} onOpen={onOpen} />
        ))}
      </Tbody>
    </Table>
  )
}

interface OrganizationRowViewProps {
  organization: Organization
  onOpen: (dialog: OpenOrganizationDialog) => void
}

function OrganizationRowView({ organization, onOpen }: OrganizationRowViewProps) {
  const actions = useOrganizationActions(organization, onOpen)
  const title = organizationTitle(organization)
  const { members, teams } = organization
  // Whoever only belongs to it is told of nobody and nothing in it, and has no page of it.
  const opens = opensOrganization(useVisitor(), organization)
  return (
    <Tr>
      <Td className="h-16 max-w-0 pl-5 max-sm:w-1/2 max-sm:pl-4 sm:max-w-56">
        <NameLink
          href={opens ? withQuery("/ui/organizations/organization", { id: organization.organization_id }) : null}
        >
          {title}
        </NameLink>
        {organization.budget_id !== null && (
          <span className="mt-0.5 block truncate text-faint text-xs">
            {organizationWords.limitsOf(organization.budget_id)}
          </span>
        )}
      </Td>
      <Td numeric className="hidden text-muted sm:table-cell">
        {opens ? formatCount(members.length) : "–"}
      </Td>
      <Td numeric className="hidden text-muted sm:table-cell">
        {opens ? formatCount(teams.length) : "–"}
      </Td>
      <Td className="hidden max-w-48 lg:table-cell">
        <SomeNames names={organization.models} none={terms.all} />
      </Td>
      <Td className="w-44 sm:w-56">
        <BudgetCell row={organization} />
      </Td>
      <Td className="hidden whitespace-nowrap text-muted md:table-cell">
        <Day at={organization.created_at} />
      </Td>
      <Td className="w-12 pr-3 text-right max-sm:px-1">
        {actions.length > 0 && <RowActions subject={title} actions={actions} />}
      </Td>
    </Tr>
  )
}
