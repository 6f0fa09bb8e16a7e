import { FormButtons, FormDialog, saveChanges } from "#components/ui/form-dialog"
import { formatUsd } from "#lib/ui/format"
import { type TeamForm, type TeamRow, teamChanges, teamFormOf, teamTitle } from "#lib/ui/team-form"
import { actions } from "#lib/ui/words/actions"
import { teamDialogWords } from "#lib/ui/words/team-dialogs"
import { useUpdateTeam } from "./queries"
import { TeamFormView } from "./team-form-view"

interface EditTeamProps {
  team: TeamRow
  onClose: () => void
}

/** Changes a team; what was not touched is not sent. */
export function EditTeam({ team, onClose }: EditTeamProps) {
  const update = useUpdateTeam(team)
  const initial = teamFormOf(team)

  function save(form: TeamForm) {
    saveChanges(teamChanges(initial, form), onClose, (then) => update.mutate(form, then))
  }

  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={teamDialogWords.edit.title(teamTitle(team))}
      description={teamDialogWords.edit.description(formatUsd(team.total_spend))}
    >
      <TeamFormView initial={initial} error={update.error} onSubmit={save}>
        <FormButtons action={actions.save} pending={update.isPending} />
      </TeamFormView>
    </FormDialog>
  )
}
