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
import { useCreateTeam } from "./queries"
import { TeamFormView } from "./team-form-view"
import { useCreatingTeam, useTeamOrganization } from "./use-team-filters"

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
          toast.success(`${teamTitle(team)} is created`)
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
        Create team
      </Button>
      <FormDialog
        open={open}
        onOpenChange={change}
        title="Create team"
        description={`${organization === "" ? "" : "What it spends counts against its organization as well. "}Members and keys are added on its page, right after this.`}
      >
        <TeamFormView initial={EMPTY_TEAM_FORM} error={create.error} onSubmit={submit}>
          <FormButtons action="Create team" pending={create.isPending} />
        </TeamFormView>
      </FormDialog>
    </>
  )
}
