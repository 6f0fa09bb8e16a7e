import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { teamsWords } from "#lib/ui/words/teams"
import { terms } from "#lib/ui/words/terms"
import { CreateTeam } from "./create-team"
import { TeamsView } from "./teams-view"

export const metadata: Metadata = { title: terms.teams }

/** The teams: people who share models, limits and a budget. */
export default function TeamsPage() {
  return (
    <>
      <PageHeader title={terms.teams} description={teamsWords.description} actions={<CreateTeam />} />
      <TeamsView />
    </>
  )
}
