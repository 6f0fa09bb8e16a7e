import { toast } from "sonner"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import type { Model } from "#lib/ui/api.gen"
import { modelDialogWords } from "#lib/ui/words/models"
import { useDeleteModel } from "./queries"

const words = modelDialogWords.delete

interface DeleteModelProps {
  model: Model
  /** It is the only one that answers to its name. */
  last: boolean
  onClose: () => void
}

/** Asks before a deployment goes for good, and says what follows for its clients. */
export function DeleteModel({ model, last, onClose }: DeleteModelProps) {
  const remove = useDeleteModel(model)

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.success(words.done(model.model_name))
        onClose()
      },
    })
  }

  return (
    <ConfirmDialog
      title={words.title(model.model_name)}
      action={words.action}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      {last ? words.textOfLast : words.text}
    </ConfirmDialog>
  )
}
