import { FormButtons, FormDialog, saveChanges } from "#components/ui/form-dialog"
import { formatUsd } from "#lib/ui/format"
import { type SpenderForm, type SpenderRow, spenderChanges, spenderFormOf } from "#lib/ui/spender-form"
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
      title={`Edit ${row.id}`}
      description={`${formatUsd(row.total_spend)} spent in all`}
    >
      <SpenderFormView kind={row.kind} isNew={false} initial={initial} error={update.error} onSubmit={save}>
        <FormButtons action="Save" pending={update.isPending} />
      </SpenderFormView>
    </FormDialog>
  )
}
