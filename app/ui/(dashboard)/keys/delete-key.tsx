import { toast } from "sonner"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import { type KeyRow, keyTitle } from "#lib/ui/key-row"
import { useDeleteKey } from "./queries"

interface DeleteKeyProps {
  row: KeyRow
  onClose: () => void
}

/** Asks before a key goes for good. */
export function DeleteKey({ row, onClose }: DeleteKeyProps) {
  const remove = useDeleteKey(row)

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.success(`${keyTitle(row)} is deleted`)
        onClose()
      },
    })
  }

  return (
    <ConfirmDialog
      title={`Delete ${keyTitle(row)}?`}
      action="Delete key"
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      Requests with <span className="font-mono">{row.key_name}</span> fail from now on, and it cannot be brought back.
      What it spent stays in the log. To stop it for a while, block it instead.
    </ConfirmDialog>
  )
}
