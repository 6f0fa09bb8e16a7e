import { CheckedForm } from "#components/form/checked-form"
import { FormButtons, FormDialog, saveChanges } from "#components/ui/form-dialog"
import { checkMemberForm, type MemberForm, type MemberRow, memberChanges, memberFormOf } from "#lib/ui/team-form"
import { actions } from "#lib/ui/words/actions"
import { teamMemberDialogWords } from "#lib/ui/words/team-member-dialogs"
import { MemberFields } from "./member-fields"
import { useUpdateMember } from "./queries"

interface EditMemberProps {
  member: MemberRow
  onClose: () => void
}

/** Changes a member's role and budget in the team; what was not touched is not sent. */
export function EditMember({ member, onClose }: EditMemberProps) {
  const update = useUpdateMember(member)
  const initial = memberFormOf(member)

  function save(form: MemberForm) {
    saveChanges(memberChanges(initial, form), onClose, (then) => update.mutate(form, then))
  }

  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={teamMemberDialogWords.edit.title(member.name)}
      description={teamMemberDialogWords.edit.description}
    >
      <CheckedForm
        initial={initial}
        check={checkMemberForm}
        error={update.error}
        onSubmit={save}
        fields={(fields) => <MemberFields {...fields} />}
      >
        <FormButtons action={actions.save} pending={update.isPending} />
      </CheckedForm>
    </FormDialog>
  )
}
