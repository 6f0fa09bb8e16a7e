import { FormButtons, FormDialog, saveChanges } from "#components/ui/form-dialog"
import type { Model, ProviderFields } from "#lib/ui/api.gen"
import { type ModelForm, modelChanges, modelChangesBack, modelFormOf } from "#lib/ui/model-form"
import { actions } from "#lib/ui/words/actions"
import { modelDialogWords } from "#lib/ui/words/models"
import { ModelFormView } from "./model-form-view"
import { useUpdateModel } from "./queries"

interface EditModelProps {
  model: Model
  onClose: () => void
}

/** Changes a stored deployment; what was not touched is not sent. */
export function EditModel({ model, onClose }: EditModelProps) {
  const update = useUpdateModel(model)
  const initial = modelFormOf(model)

  function save(form: ModelForm, fields: ProviderFields["credential_fields"]) {
    const changes = modelChanges(initial, form, fields)
    const before = modelChangesBack(model, form, fields)
    saveChanges(changes, onClose, (then) => update.mutate({ changes, before }, then))
  }

  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={modelDialogWords.edit.title(model.model_name)}
      description={modelDialogWords.edit.description}
    >
      <ModelFormView initial={initial} stored={model} error={update.error} onSubmit={save}>
        <FormButtons action={actions.save} pending={update.isPending} />
      </ModelFormView>
    </FormDialog>
  )
}
