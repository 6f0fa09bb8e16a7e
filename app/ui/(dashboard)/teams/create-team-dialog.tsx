import { useRouter } from "next/navigation"
import { toast } from "sonner"
import { FormButtons, FormDialog, useFreshForm } from "#components/ui/form-dialog"
import { withQuery } from "#lib/ui/api"
import { EMPTY_TEAM_FORM, type TeamForm, teamBody, teamTitle } from "#lib/ui/team-form"
import { teamDialogWords } from "#lib/ui/words/team-dialogs"
import { teamsWords } from "#lib/ui/words/teams"
import { useCreateTeam } from "./queries"
import { TeamFormView } from "./team-form-view"

const words = teamDialogWords.create

interface CreateTeamDialogProps {
  open: boolean
  onClose: () => void
  /** The id of the organization the team is to belong to; empty for none. */
  organization: string
}

/** The form for a new team. Its page is where members and keys are added, so it goes there. */
export function CreateTeamDialog({ open, onClose, organization }: CreateTeamDialogProps) {
  const create = useCreateTeam()
  const router = useRouter()
  useFreshForm(open, create)

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

  return (
    <FormDialog
      open={open}
      onOpenChange={onClose}
      title={teamsWords.create}
      description={organization === "" ? words.description : words.descriptionInOrganization}
    >
      <TeamFormView initial={EMPTY_TEAM_FORM} error={create.error} onSubmit={submit}>
        <FormButtons action={teamsWords.create} pending={create.isPending} />
      </TeamFormView>
    </FormDialog>
  )
}
