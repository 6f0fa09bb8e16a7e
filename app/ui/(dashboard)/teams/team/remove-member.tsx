import { toast } from "sonner"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import type { MemberRow } from "#lib/ui/team-form"
import { useRemoveMember } from "./queries"

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
        toast.success(`${member.name} is no longer in the team`)
        onClose()
      },
    })
  }

  return (
    <ConfirmDialog
      title={`Remove ${member.name}?`}
      action="Remove member"
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      They stay a user, and their budget in this team goes. What they spent stays in the log, and on the team's budget.
    </ConfirmDialog>
  )
}
