import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { organizationsWords } from "#lib/ui/words/organizations"
import { terms } from "#lib/ui/words/terms"
import { CreateOrganization } from "./create-organization"
import { OrganizationsView } from "./organizations-view"

export const metadata: Metadata = { title: terms.organizations }

/** The organizations: teams and people under one budget. */
export default function OrganizationsPage() {
  return (
    <>
      <PageHeader
        title={terms.organizations}
        description={organizationsWords.description}
        actions={<CreateOrganization />}
      />
      <OrganizationsView />
    </>
  )
}
