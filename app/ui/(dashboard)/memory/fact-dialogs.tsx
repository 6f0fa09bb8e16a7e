import { toast } from "sonner"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import { FormButtons, FormDialog, saveChanges } from "#components/ui/form-dialog"
import type { Fact } from "#lib/ui/api.gen"
import { factWords, memoryWords } from "#lib/ui/words/memory"
import { type FactForm, FactFormView } from "./fact-form"
import { type RememberedUser, useChangeFact, useEraseUser } from "./queries"

interface EditFactProps {
  fact: Fact
  onClose: () => void
}

/** Words a fact anew. */
export function EditFact({ fact, onClose }: EditFactProps) {
  const change = useChangeFact(fact)

  function save(form: FactForm) {
    const changes = form.fact === fact.fact ? {} : { fact: form.fact }
    saveChanges(changes, onClose, (then) => change.mutate(form.fact, then))
  }

  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={factWords.edit.title}
      description={factWords.edit.description(fact.user_id)}
    >
      <FactFormView
        asksUser={false}
        initial={{ user: fact.user_id, fact: fact.fact }}
        error={change.error}
        onSubmit={save}
      >
        <FormButtons action={factWords.edit.action} pending={change.isPending} />
      </FactFormView>
    </FormDialog>
  )
}

interface EraseUserProps {
  of: Pick<RememberedUser, "user_id" | "tenant">
  onClose: () => void
}

/** Asks before everything about a user goes. */
export function EraseUser({ of, onClose }: EraseUserProps) {
  const words = factWords.eraseUser
  const erase = useEraseUser(of)

  function confirm() {
    erase.mutate(undefined, {
      onSuccess: () => {
        toast.success(words.done(of.user_id))
        onClose()
      },
    })
  }

  return (
    <ConfirmDialog
      title={words.question(of.user_id)}
      action={memoryWords.eraseAll}
      error={erase.error}
      pending={erase.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      {words.note}
    </ConfirmDialog>
  )
}
