import { toast } from "sonner"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import { FormButtons, FormDialog, saveChanges } from "#components/ui/form-dialog"
import type { Fact } from "#lib/ui/api.gen"
import { type FactForm, FactFormView } from "./fact-form"
import { type RememberedUser, useChangeFact, useEraseFact, useEraseUser } from "./queries"

/** The dialog that is open, and the fact it is about. */
export interface OpenFactDialog {
  readonly kind: "edit" | "erase"
  readonly fact: Fact
}

interface FactDialogsProps {
  dialog: OpenFactDialog | null
  onClose: () => void
}

/** The one open dialog, made anew for each fact. */
export function FactDialogs({ dialog, onClose }: FactDialogsProps) {
  if (dialog === null) return null
  const { kind, fact } = dialog
  if (kind === "edit") return <EditFact key={fact.fact_id} fact={fact} onClose={onClose} />
  return <EraseFact key={fact.fact_id} fact={fact} onClose={onClose} />
}

interface DialogProps {
  fact: Fact
  onClose: () => void
}

function EditFact({ fact, onClose }: DialogProps) {
  const change = useChangeFact(fact)

  function save(form: FactForm) {
    const changes = form.fact === fact.fact ? {} : { fact: form.fact }
    saveChanges(changes, onClose, (then) => change.mutate(form.fact, then))
  }

  return (
    <FormDialog open onOpenChange={onClose} title="Edit fact" description={`About ${fact.user_id}`}>
      <FactFormView
        asksUser={false}
        initial={{ user: fact.user_id, fact: fact.fact }}
        error={change.error}
        onSubmit={save}
      >
        <FormButtons action="Save" pending={change.isPending} />
      </FactFormView>
    </FormDialog>
  )
}

function EraseFact({ fact, onClose }: DialogProps) {
  const erase = useEraseFact(fact)

  function confirm() {
    erase.mutate(undefined, {
      onSuccess: () => {
        toast.success("Erased")
        onClose()
      },
    })
  }

  return (
    <ConfirmDialog
      title="Erase this fact?"
      action="Erase fact"
      error={erase.error}
      pending={erase.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      “{fact.fact}” No model is told it from now on. When {fact.user_id} says it again, it is remembered again.
    </ConfirmDialog>
  )
}

interface EraseUserProps {
  of: Pick<RememberedUser, "user_id" | "tenant">
  onClose: () => void
}

/** Asks before everything about a user goes. */
export function EraseUser({ of, onClose }: EraseUserProps) {
  const erase = useEraseUser(of)

  function confirm() {
    erase.mutate(undefined, {
      onSuccess: () => {
        toast.success(`Nothing is remembered about ${of.user_id} any more`)
        onClose()
      },
    })
  }

  return (
    <ConfirmDialog
      title={`Erase everything about ${of.user_id}?`}
      action="Erase all"
      error={erase.error}
      pending={erase.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      All facts about this user go for good. What was said stays in the request log, as far as it was kept there.
    </ConfirmDialog>
  )
}
