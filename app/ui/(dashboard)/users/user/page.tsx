import type { Metadata } from "next"
import { Suspense } from "react"
import { DetailSkeleton } from "#components/data-table/detail-skeleton"
import { UserView } from "./user-view"

export const metadata: Metadata = { title: "User" }

/** One user: their budget, their teams, their keys. */
export default function UserPage() {
  return (
    <Suspense fallback={<DetailSkeleton label="Loading the user" />}>
      <UserView />
    </Suspense>
  )
}
