import { FormButtons, FormDialog, saveChanges } from "#components/ui/form-dialog"
import { formatUsd } from "#lib/ui/format"
import { type SpenderForm, type SpenderRow, spenderChanges, spenderFormOf } from "#lib/ui/spender-form"
import { customersPageWords as words } from "#lib/ui/words/customers"
import { useUpdateSpender } from "./queries"
import { SpenderFormView } from "./spender-form-view"

interface EditSpenderProps {
  row: SpenderRow
  onClose: () => void
}

/** Changes a customer or a tag; what was not touched is not sent. */
export function EditSpender({ row, onClose }: EditSpenderProps) {
  const update = useUpdateSpender(row)
  const initial = spenderFormOf(row)

  function save(form: SpenderForm) {
    saveChanges(spenderChanges(row.kind, initial, form), onClose, (then) => update.mutate(form, then))
  }

  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={words.edit(row.id)}
      description={words.editDescription(formatUsd(row.total_spend))}
    >
      <SpenderFormView kind={row.kind} isNew={false} initial={initial} error={update.error} onSubmit={save}>
        <FormButtons action={words.save} pending={update.isPending} />
      </SpenderFormView>
    </FormDialog>
  )
}
