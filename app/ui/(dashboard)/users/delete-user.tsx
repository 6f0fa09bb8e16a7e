import { toast } from "sonner"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import type { User } from "#lib/ui/api.gen"
import { userTitle } from "#lib/ui/user-form"
import { useDeleteUser } from "./queries"

interface DeleteUserProps {
  user: User
  onClose: () => void
  onDeleted?: (() => void) | undefined
}

/** Asks before a user goes for good, and says what goes with them. */
export function DeleteUser({ user, onClose, onDeleted }: DeleteUserProps) {
  const remove = useDeleteUser(user)

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.success(`${userTitle(user)} is deleted`)
        onClose()
        onDeleted?.()
      },
    })
  }

  return (
    <ConfirmDialog
      title={`Delete ${userTitle(user)}?`}
      action="Delete user"
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      All their keys are deleted with them, and requests with those fail from now on. They leave their teams. What they
      spent stays in the log.
    </ConfirmDialog>
  )
}
