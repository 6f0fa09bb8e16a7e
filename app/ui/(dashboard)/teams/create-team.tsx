"use client"

import { Plus } from "lucide-react"
import { useRouter } from "next/navigation"
import { toast } from "sonner"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import { withQuery } from "#lib/ui/api"
import { EMPTY_TEAM_FORM, type TeamForm, teamBody, teamTitle } from "#lib/ui/team-form"
import { makesTeams } from "#lib/ui/visitor"
import { teamDialogWords } from "#lib/ui/words/teams"
import { useCreateTeam } from "./queries"
import { TeamFormView } from "./team-form-view"
import { useCreatingTeam, useTeamOrganization } from "./use-team-filters"

const words = teamDialogWords.create

/** The button and the form behind it. The new team's page is where members and keys are added, so it goes there. */
export function CreateTeam() {
  const makes = makesTeams(useVisitor())
  const [open, setOpen] = useCreatingTeam()
  const [organization, setOrganization] = useTeamOrganization()
  const create = useCreateTeam()
  const router = useRouter()

  function change(opens: boolean) {
    if (opens) create.reset()
    void setOpen(opens || null)
    if (!opens) void setOrganization(null)
  }

  function submit(form: TeamForm) {
    create.mutate(
      { ...teamBody(form), ...(organization === "" ? {} : { organization_id: organization }) },
      {
        onSuccess: (team) => {
          toast.success(words.done(teamTitle(team)))
          router.push(withQuery("/ui/teams/team", { id: team.team_id }))
        },
      },
    )
  }

  if (!makes) return null
  return (
    <>
      <Button onClick={() => change(true)}>
        <Plus aria-hidden />
        {words.title}
      </Button>
      <FormDialog
        open={open}
        onOpenChange={change}
        title={words.title}
        description={organization === "" ? words.description : words.descriptionInOrganization}
      >
        <TeamFormView initial={EMPTY_TEAM_FORM} error={create.error} onSubmit={submit}>
          <FormButtons action={words.title} pending={create.isPending} />
        </TeamFormView>
      </FormDialog>
    </>
  )
}
