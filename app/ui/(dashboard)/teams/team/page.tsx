import type { Metadata } from "next"
import { Suspense } from "react"
import { DetailSkeleton } from "#components/data-table/detail-skeleton"
import { TeamView } from "./team-view"

export const metadata: Metadata = { title: "Team" }

/** One team: its budget, its members and what each may spend of it, its keys, its spend by day. */
export default function TeamPage() {
  return (
    <Suspense fallback={<DetailSkeleton label="Loading the team" />}>
      <TeamView />
    </Suspense>
  )
}
