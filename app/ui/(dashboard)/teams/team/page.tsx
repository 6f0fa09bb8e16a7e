import type { Metadata } from "next"
import { terms } from "#lib/ui/words/terms"
import { TeamView } from "./team-view"

export const metadata: Metadata = { title: terms.team }

/** One team: its budget, its members and what each may spend of it, its keys, its spend by day. */
export default function TeamPage() {
  return <TeamView />
}
