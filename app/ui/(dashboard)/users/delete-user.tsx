import { toast } from "sonner"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import type { User } from "#lib/ui/api.gen"
import { userTitle } from "#lib/ui/user-form"
import { userDialogWords } from "#lib/ui/words/user-dialogs"
import { useDeleteUser } from "./queries"

const words = userDialogWords.delete

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
        toast.success(words.done(userTitle(user)))
        onClose()
        onDeleted?.()
      },
    })
  }

  return (
    <ConfirmDialog
      title={words.question(userTitle(user))}
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
