import { toast } from "sonner"
import { CheckedForm } from "#components/form/checked-form"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import { checkMemberForm, EMPTY_MEMBER_FORM, type MemberForm, memberBudget, memberRef } from "#lib/ui/team-form"
import { teamMemberWords } from "#lib/ui/words/teams"
import { MemberFields, WhoField } from "./member-fields"
import { useAddMember } from "./queries"

const words = teamMemberWords.add

interface AddMemberProps {
  teamId: string
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Puts somebody into the team by email or id. Without a budget they get the team's default for new members. */
export function AddMember({ teamId, open, onOpenChange }: AddMemberProps) {
  const add = useAddMember()

  function change(opens: boolean) {
    add.reset()
    onOpenChange(opens)
  }

  function submit(form: MemberForm) {
    const budget = form.budget.trim() === "" ? {} : memberBudget(form)
    const member = { ...memberRef(form.who), role: form.role }
    add.mutate(
      { team_id: teamId, member, ...budget },
      {
        onSuccess: () => {
          toast.success(words.done(form.who.trim()))
          change(false)
        },
      },
    )
  }

  return (
    <FormDialog open={open} onOpenChange={change} title={words.title} description={words.description}>
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
        <FormButtons action={words.title} pending={add.isPending} />
      </CheckedForm>
    </FormDialog>
  )
}
