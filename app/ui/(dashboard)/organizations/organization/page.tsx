import type { Metadata } from "next"
import { terms } from "#lib/ui/words/terms"
import { OrganizationView } from "./organization-view"

export const metadata: Metadata = { title: terms.organization }

/** One organization: its budget, its members and their roles, its teams, its spend by day. */
export default function OrganizationPage() {
  return <OrganizationView />
}
