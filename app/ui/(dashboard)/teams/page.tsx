import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { CreateTeam } from "./create-team"
import { TeamsView } from "./teams-view"

export const metadata: Metadata = { title: "Teams" }

/** The teams: people who share models, limits and a budget. */
export default function TeamsPage() {
  return (
    <>
      <PageHeader
        title="Teams"
        description="People and keys that share models, limits and a budget."
        actions={<CreateTeam />}
      />
      <TeamsView />
    </>
  )
}
