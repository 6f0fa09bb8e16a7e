import { FormButtons, FormDialog, saveChanges } from "#components/ui/form-dialog"
import type { User } from "#lib/ui/api.gen"
import { formatUsd } from "#lib/ui/format"
import { type UserForm, userChanges, userFormOf, userTitle } from "#lib/ui/user-form"
import { userDialogWords as words } from "#lib/ui/words/user-dialogs"
import { useUpdateUser } from "./queries"
import { UserFormView } from "./user-form-view"

interface EditUserProps {
  user: User
  onClose: () => void
}

/** Changes a user; what was not touched is not sent. */
export function EditUser({ user, onClose }: EditUserProps) {
  const update = useUpdateUser(user)
  const initial = userFormOf(user)

  function save(form: UserForm) {
    saveChanges(userChanges(initial, form), onClose, (then) => update.mutate(form, then))
  }

  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={words.edit(userTitle(user))}
      description={words.editDescription(formatUsd(user.total_spend))}
    >
      <UserFormView initial={initial} isNew={false} error={update.error} onSubmit={save}>
        <FormButtons action={words.save} pending={update.isPending} />
      </UserFormView>
    </FormDialog>
  )
}
