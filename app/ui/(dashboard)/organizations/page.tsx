import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { CreateOrganization } from "./create-organization"
import { OrganizationsView } from "./organizations-view"

export const metadata: Metadata = { title: "Organizations" }

/** The organizations: teams and people under one budget. */
export default function OrganizationsPage() {
  return (
    <>
      <PageHeader
        title="Organizations"
        description="Teams and people under one budget, with admins of their own."
        actions={<CreateOrganization />}
      />
      <OrganizationsView />
    </>
  )
}
