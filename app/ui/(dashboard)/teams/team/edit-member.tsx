import { CheckedForm } from "#components/form/checked-form"
import { FormButtons, FormDialog, saveChanges } from "#components/ui/form-dialog"
import { changedFields } from "#lib/ui/limit-form"
import { checkMemberForm, type MemberForm, type MemberRow, memberBudget, memberFormOf } from "#lib/ui/team-form"
import { MemberFields } from "./member-fields"
import { useUpdateMember } from "./queries"

interface EditMemberProps {
  member: MemberRow
  onClose: () => void
}

/** Changes a member's role and budget in the team; what was not touched is not sent. */
export function EditMember({ member, onClose }: EditMemberProps) {
  const update = useUpdateMember()
  const initial = memberFormOf(member)

  function save(form: MemberForm) {
    const fields = (from: MemberForm) => ({ role: from.role, ...memberBudget(from) })
    const changes = changedFields(fields(initial), fields(form))
    saveChanges(changes, onClose, (then) =>
      update.mutate({ team_id: member.team_id, user_id: member.user_id, ...changes }, then),
    )
  }

  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={`Edit ${member.name}`}
      description="In this team; their own budget holds beside it."
    >
      <CheckedForm
        initial={initial}
        check={checkMemberForm}
        error={update.error}
        onSubmit={save}
        fields={(fields) => <MemberFields {...fields} />}
      >
        <FormButtons action="Save" pending={update.isPending} />
      </CheckedForm>
    </FormDialog>
  )
}
