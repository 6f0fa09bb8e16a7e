import type { Model } from "#lib/ui/api.gen"
import { ConfigHelp } from "./config-help"
import { DeleteModel } from "./delete-model"
import { EditModel } from "./edit-model"
import type { OpenModelDialog } from "./use-model-actions"

interface ModelDialogsProps {
  dialog: OpenModelDialog | null
  rows: readonly Model[]
  onClose: () => void
}

/** The one open dialog, made anew for each deployment. */
export function ModelDialogs({ dialog, rows, onClose }: ModelDialogsProps) {
  if (dialog === null) return null
  const { kind, model } = dialog
  const { id } = model.model_info
  if (kind === "config") return <ConfigHelp name={model.model_name} open onOpenChange={onClose} />
  if (kind === "edit") return <EditModel key={id} model={model} onClose={onClose} />
  const others = rows.filter((row) => row.model_name === model.model_name && row.model_info.id !== id)
  return <DeleteModel key={id} model={model} last={others.length === 0} onClose={onClose} />
}
