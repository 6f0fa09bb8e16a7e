import { toast } from "sonner"
import { Button } from "#components/ui/button"
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "#components/ui/dialog"
import { type KeyRow, keyTitle } from "#lib/ui/key-row"
import { useDeleteKey } from "./queries"

interface DeleteKeyProps {
  row: KeyRow
  onClose: () => void
}

/** Asks before a key goes for good. The focus starts on the harmless button. */
export function DeleteKey({ row, onClose }: DeleteKeyProps) {
  const remove = useDeleteKey(row.token)

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.success(`${keyTitle(row)} is deleted`)
        onClose()
      },
    })
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent width="sm" role="alertdialog" closable={false}>
        <DialogHeader>
          <DialogTitle>Delete {keyTitle(row)}?</DialogTitle>
          <DialogDescription>
            Requests with <span className="font-mono">{row.key_name}</span> fail from now on, and it cannot be brought
            back. What it spent stays in the log. To stop it for a while, block it instead.
          </DialogDescription>
        </DialogHeader>
        {remove.error && (
          <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
            {remove.error.message}
          </p>
        )}
        <DialogFooter>
          <DialogClose asChild>
            <Button variant="outline" autoFocus>
              Cancel
            </Button>
          </DialogClose>
          <Button variant="destructive" loading={remove.isPending} onClick={confirm}>
            Delete key
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
