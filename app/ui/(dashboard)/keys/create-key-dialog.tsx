import { type RefObject, useState } from "react"
import { FormButtons, FormDialog, useFreshForm } from "#components/ui/form-dialog"
import type { KeyGenerateOutput } from "#lib/ui/api.gen"
import { bodyOf, choiceOf, EMPTY_KEY_FORM, type KeyForm } from "#lib/ui/key-form"
import { keyFormWords as words } from "#lib/ui/words/key-form"
import { keysWords } from "#lib/ui/words/keys"
import { KeyCreated } from "./key-created"
import { KeyFormView } from "./key-form"
import { KeyLimits } from "./key-limits"
import { useCreateKey } from "./queries"
import { useNewOwner } from "./use-key-filters"

interface CreateKeyDialogProps {
  open: boolean
  onClose: () => void
  focusAfter: RefObject<HTMLElement | null>
}

/** The form for a new key, and then the key, shown this once. */
export function CreateKeyDialog({ open, onClose, focusAfter }: CreateKeyDialogProps) {
  const [created, setCreated] = useState<KeyGenerateOutput | null>(null)
  const create = useCreateKey()
  const [owner] = useNewOwner()
  const initial = { ...EMPTY_KEY_FORM, team: choiceOf(owner.team), user: choiceOf(owner.user) }
  useFreshForm(open, create)

  function submit(form: KeyForm) {
    create.mutate(bodyOf(form), {
      onSuccess: (key) => {
        setCreated(key)
        onClose()
      },
    })
  }

  return (
    <>
      <FormDialog open={open} onOpenChange={onClose} title={keysWords.create} description={words.createDescription}>
        <KeyLimits />
        <KeyFormView initial={initial} error={create.error} onSubmit={submit}>
          <FormButtons action={keysWords.create} pending={create.isPending} />
        </KeyFormView>
      </FormDialog>
      {created && (
        <KeyCreated
          title={created.key_alias === null ? words.createdNameless : words.created(created.key_alias)}
          apiKey={created.key}
          models={created.models}
          onDone={() => setCreated(null)}
          onClosed={() => focusAfter.current?.focus()}
        />
      )}
    </>
  )
}
