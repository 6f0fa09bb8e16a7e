import { Ban, CircleCheck, FileCode, Pencil, Trash2 } from "lucide-react"
import type { RowAction } from "#components/data-table/row-actions"
import type { Model } from "#lib/ui/api.gen"
import { actions } from "#lib/ui/words/actions"
import { modelsTableWords } from "#lib/ui/words/models"
import { useBlockModel } from "./queries"

/** The dialog that is open, and the deployment it is about. */
export interface OpenModelDialog {
  readonly kind: "edit" | "delete" | "config"
  readonly model: Model
}

/** What can be done with a deployment. One of the config file is changed there. */
export function useModelActions(model: Model, onOpen: (dialog: OpenModelDialog) => void): RowAction[] {
  const { model_info: info } = model
  const block = useBlockModel(model)
  const blocked = info.blocked === true

  if (!info.db_model)
    return [
      {
        label: modelsTableWords.changeInFile,
        icon: FileCode,
        opens: true,
        onSelect: () => onOpen({ kind: "config", model }),
      },
    ]
  return [
    { label: actions.edit, icon: Pencil, opens: true, onSelect: () => onOpen({ kind: "edit", model }) },
    {
      label: blocked ? actions.unblock : actions.block,
      icon: blocked ? CircleCheck : Ban,
      apart: true,
      onSelect: () => block.mutate(!blocked),
    },
    {
      label: actions.delete,
      icon: Trash2,
      opens: true,
      destructive: true,
      onSelect: () => onOpen({ kind: "delete", model }),
    },
  ]
}
