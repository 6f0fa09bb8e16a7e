import { toast } from "sonner"
import { FormButtons, FormDialog, useFreshForm } from "#components/ui/form-dialog"
import { EMPTY_SPENDER_FORM, type SpenderForm, type SpenderKind, spenderBody } from "#lib/ui/spender-form"
import { spenderWords, customersPageWords as words } from "#lib/ui/words/customers"
import { useCreateSpender } from "./queries"
import { SpenderFormView } from "./spender-form-view"

interface CreateSpenderDialogProps {
  kind: SpenderKind
  open: boolean
  onClose: () => void
}

/** The form for a new customer or tag. */
export function CreateSpenderDialog({ kind, open, onClose }: CreateSpenderDialogProps) {
  const create = useCreateSpender(kind)
  const { create: action, createHint } = spenderWords[kind]
  useFreshForm(open, create)

  function submit(form: SpenderForm) {
    create.mutate(spenderBody(kind, form), {
      onSuccess: () => {
        toast.success(words.created(form.id.trim()))
        onClose()
      },
    })
  }

  return (
    <FormDialog open={open} onOpenChange={onClose} title={action} description={createHint}>
      <SpenderFormView kind={kind} isNew initial={EMPTY_SPENDER_FORM} error={create.error} onSubmit={submit}>
        <FormButtons action={action} pending={create.isPending} />
      </SpenderFormView>
    </FormDialog>
  )
}
