import { toast } from "sonner"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import { formatUsd } from "#lib/ui/format"
import { named, type SpenderForm, type SpenderRow, spenderChanges, spenderFormOf } from "#lib/ui/spender-form"
import { useDeleteSpender, useUpdateSpender } from "./queries"
import { SpenderFormView } from "./spender-form-view"
import { WORDS } from "./spender-words"

/** The dialog that is open, and what it is about. */
export interface OpenSpenderDialog {
  readonly kind: "edit" | "delete"
  readonly row: SpenderRow
}

interface SpenderDialogsProps {
  dialog: OpenSpenderDialog | null
  onClose: () => void
}

/** The one open dialog of the list. */
export function SpenderDialogs({ dialog, onClose }: SpenderDialogsProps) {
  if (dialog === null) return null
  if (dialog.kind === "edit") return <EditSpender row={dialog.row} onClose={onClose} />
  return <DeleteSpender row={dialog.row} onClose={onClose} />
}

interface DialogProps {
  row: SpenderRow
  onClose: () => void
}

/** Changes one; what was not touched is not sent. */
function EditSpender({ row, onClose }: DialogProps) {
  const update = useUpdateSpender(row.kind)
  const initial = spenderFormOf(row)

  function save(form: SpenderForm) {
    const changes = spenderChanges(row.kind, initial, form)
    if (Object.keys(changes).length === 0) return onClose()
    update.mutate(
      { ...named(row.kind, row.id), ...changes },
      {
        onSuccess: () => {
          toast.success("Saved")
          onClose()
        },
      },
    )
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

function DeleteSpender({ row, onClose }: DialogProps) {
  const remove = useDeleteSpender(row)

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.success(`${row.id} is deleted`)
        onClose()
      },
    })
  }

  return (
    <ConfirmDialog
      title={`Delete ${row.id}?`}
      action={`Delete ${WORDS[row.kind].one}`}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      Its budget and limits go, and requests for it are served without them from now on. What was spent stays in the
      log. To refuse its requests, block it instead.
    </ConfirmDialog>
  )
}
