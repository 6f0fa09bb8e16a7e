import { toast } from "sonner"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import type { MemberRow } from "#lib/ui/team-form"
import { teamMemberDialogWords } from "#lib/ui/words/team-member-dialogs"
import { useRemoveMember } from "./queries"

const words = teamMemberDialogWords.remove

interface RemoveMemberProps {
  member: MemberRow
  onClose: () => void
}

/** Asks before somebody leaves the team. */
export function RemoveMember({ member, onClose }: RemoveMemberProps) {
  const remove = useRemoveMember(member.team_id, member.user_id)

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.success(words.done(member.name))
        onClose()
      },
    })
  }

  return (
    <ConfirmDialog
      title={words.title(member.name)}
      action={words.action}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      {words.text}
    </ConfirmDialog>
  )
}
