import { FormButtons, FormDialog, saveChanges } from "#components/ui/form-dialog"
import { formatUsd } from "#lib/ui/format"
import { changesOf, formOf, type KeyForm } from "#lib/ui/key-form"
import { type KeyRow, keyTitle } from "#lib/ui/key-row"
import { KeyFormView } from "./key-form"
import { useUpdateKey } from "./queries"

interface EditKeyProps {
  row: KeyRow
  onClose: () => void
}

/** Changes a key; what was not touched is not sent. */
export function EditKey({ row, onClose }: EditKeyProps) {
  const update = useUpdateKey(row)
  const initial = formOf(row)

  function save(form: KeyForm) {
    saveChanges(changesOf(initial, form), onClose, (then) => update.mutate(form, then))
  }

  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={`Edit ${keyTitle(row)}`}
      description={
        <>
          <span className="font-mono">{row.key_name}</span> · {formatUsd(row.total_spend)} spent in all
        </>
      }
    >
      <KeyFormView initial={initial} expires={row.expires} error={update.error} onSubmit={save}>
        <FormButtons action="Save" pending={update.isPending} />
      </KeyFormView>
    </FormDialog>
  )
}
