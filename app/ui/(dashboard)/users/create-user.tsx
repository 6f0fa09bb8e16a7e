"use client"

import { Plus } from "lucide-react"
import { useRef, useState } from "react"
import { toast } from "sonner"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import { EMPTY_USER_FORM, type UserForm, userBody, userTitle } from "#lib/ui/user-form"
import { makesUsers } from "#lib/ui/visitor"
import { userFormWords as words } from "#lib/ui/words/users"
import { KeyCreated } from "../keys/key-created"
import { useCreateUser } from "./queries"
import { useCreatingUser } from "./use-user-filters"
import { UserFormView } from "./user-form-view"

interface FirstKey {
  readonly key: string
  readonly title: string
  readonly models: readonly string[]
}

/** The button, the form behind it, and then the first key, shown this once. */
export function CreateUser() {
  const [open, setOpen] = useCreatingUser()
  const [made, setMade] = useState<FirstKey | null>(null)
  const create = useCreateUser()
  const button = useRef<HTMLButtonElement>(null)
  const makes = makesUsers(useVisitor())

  function change(opens: boolean) {
    if (opens) create.reset()
    void setOpen(opens || null)
  }

  function submit(form: UserForm) {
    create.mutate(userBody(form), {
      onSuccess: (user) => {
        const title = words.created(userTitle(user))
        if (user.key === null) toast.success(title)
        else setMade({ key: user.key, title, models: user.models })
        change(false)
      },
    })
  }

  if (!makes) return null
  return (
    <>
      <Button ref={button} onClick={() => change(true)}>
        <Plus aria-hidden />
        {words.create}
      </Button>
      <FormDialog open={open} onOpenChange={change} title={words.create} description={words.createDescription}>
        <UserFormView initial={EMPTY_USER_FORM} isNew error={create.error} onSubmit={submit}>
          <FormButtons action={words.create} pending={create.isPending} />
        </UserFormView>
      </FormDialog>
      {made && (
        <KeyCreated
          title={made.title}
          apiKey={made.key}
          models={made.models}
          onDone={() => setMade(null)}
          onClosed={() => button.current?.focus()}
        />
      )}
    </>
  )
}
