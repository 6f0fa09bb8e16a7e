import type { Metadata } from "next"
import { OrganizationView } from "./organization-view"

export const metadata: Metadata = { title: "Organization" }

/** One organization: its budget, its members and their roles, its teams, its spend by day. */
export default function OrganizationPage() {
  return <OrganizationView />
}
