import { FormButtons, FormDialog, saveChanges } from "#components/ui/form-dialog"
import { Phrase } from "#components/ui/phrase"
import { formatUsd } from "#lib/ui/format"
import { changesOf, formOf, type KeyForm } from "#lib/ui/key-form"
import { type KeyRow, keyTitle } from "#lib/ui/key-row"
import { keyFormWords as words } from "#lib/ui/words/key-form"
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
      title={words.edit(keyTitle(row))}
      description={
        <Phrase
          text={words.editDescription}
          parts={{ key: <span className="font-mono">{row.key_name}</span>, spent: formatUsd(row.total_spend) }}
        />
      }
    >
      <KeyFormView initial={initial} expires={row.expires} error={update.error} onSubmit={save}>
        <FormButtons action={words.save} pending={update.isPending} />
      </KeyFormView>
    </FormDialog>
  )
}
