import { type RefObject, useState } from "react"
import { toast } from "sonner"
import { FormButtons, FormDialog, useFreshForm } from "#components/ui/form-dialog"
import { EMPTY_USER_FORM, type UserForm, userBody, userTitle } from "#lib/ui/user-form"
import { userDialogWords as words } from "#lib/ui/words/user-dialogs"
import { usersWords } from "#lib/ui/words/users"
import { KeyCreated } from "../keys/key-created"
import { useCreateUser } from "./queries"
import { UserFormView } from "./user-form-view"

interface FirstKey {
  readonly key: string
  readonly title: string
  readonly models: readonly string[]
}

interface CreateUserDialogProps {
  open: boolean
  onClose: () => void
  focusAfter: RefObject<HTMLElement | null>
}

/** The form for a new user, and then their first key, shown this once. */
export function CreateUserDialog({ open, onClose, focusAfter }: CreateUserDialogProps) {
  const [made, setMade] = useState<FirstKey | null>(null)
  const create = useCreateUser()
  useFreshForm(open, create)

  function submit(form: UserForm) {
    create.mutate(userBody(form), {
      onSuccess: (user) => {
        const title = words.created(userTitle(user))
        if (user.key === null) toast.success(title)
        else setMade({ key: user.key, title, models: user.models })
        onClose()
      },
    })
  }

  return (
    <>
      <FormDialog open={open} onOpenChange={onClose} title={usersWords.create} description={words.createDescription}>
        <UserFormView initial={EMPTY_USER_FORM} isNew error={create.error} onSubmit={submit}>
          <FormButtons action={usersWords.create} pending={create.isPending} />
        </UserFormView>
      </FormDialog>
      {made && (
        <KeyCreated
          title={made.title}
          apiKey={made.key}
          models={made.models}
          onDone={() => setMade(null)}
          onClosed={() => focusAfter.current?.focus()}
        />
      )}
    </>
  )
}
