import { toast } from "sonner"
import { CheckedForm } from "#components/form/checked-form"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import { checkMemberForm, EMPTY_MEMBER_FORM, type MemberForm, memberBudget, memberRef } from "#lib/ui/team-form"
import { teamMemberDialogWords } from "#lib/ui/words/team-member-dialogs"
import { teamMembersWords } from "#lib/ui/words/team-members"
import { MemberFields, WhoField } from "./member-fields"
import { useAddMember } from "./queries"

const words = teamMemberDialogWords.add

interface AddMemberProps {
  teamId: string
  onClose: () => void
}

/** Puts somebody into the team by email or id. Without a budget they get the team's default for new members. */
export function AddMember({ teamId, onClose }: AddMemberProps) {
  const add = useAddMember()

  function submit(form: MemberForm) {
    const budget = form.budget.trim() === "" ? {} : memberBudget(form)
    const member = { ...memberRef(form.who), role: form.role }
    add.mutate(
      { team_id: teamId, member, ...budget },
      {
        onSuccess: () => {
          toast.success(words.done(form.who.trim()))
          onClose()
        },
      },
    )
  }

  return (
    <FormDialog open onOpenChange={onClose} title={teamMembersWords.add} description={words.description}>
      <CheckedForm
        initial={EMPTY_MEMBER_FORM}
        check={checkMemberForm}
        error={add.error}
        onSubmit={submit}
        fields={(fields) => (
          <>
            <WhoField {...fields} />
            <MemberFields {...fields} />
          </>
        )}
      >
        <FormButtons action={teamMembersWords.add} pending={add.isPending} />
      </CheckedForm>
    </FormDialog>
  )
}
