import type { Metadata } from "next"
import { Suspense } from "react"
import { TableSkeleton } from "#components/data-table/table-skeleton"
import { Card } from "#components/ui/card"
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
      <Suspense
        fallback={
          <Card>
            <TableSkeleton label="Loading teams" />
          </Card>
        }
      >
        <TeamsView />
      </Suspense>
    </>
  )
}
