import { toast } from "sonner"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import type { Model } from "#lib/ui/api.gen"
import { useDeleteModel } from "./queries"

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
        toast.success(`${model.model_name} is deleted`)
        onClose()
      },
    })
  }

  return (
    <ConfirmDialog
      title={`Delete ${model.model_name}?`}
      action="Delete deployment"
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      {last
        ? "It is the only deployment of this name: requests for it fail from now on."
        : "The other deployments of this name take over its requests."}{" "}
      Its key is forgotten. What it cost stays in the log. To stop it for a while, block it instead.
    </ConfirmDialog>
  )
}
