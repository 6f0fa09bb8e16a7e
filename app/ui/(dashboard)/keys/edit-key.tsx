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
  const update = useUpdateKey(row.token)
  const initial = formOf(row)

  function save(form: KeyForm) {
    const changes = changesOf(initial, form)
    if (Object.keys(changes).length === 0) return onClose()
    update.mutate(changes, {
      onSuccess: () => {
        toast.success("Saved")
        onClose()
      },
    })
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Edit {keyTitle(row)}</DialogTitle>
          <DialogDescription>
            <span className="font-mono">{row.key_name}</span> · {formatUsd(row.total_spend)} spent in all
          </DialogDescription>
        </DialogHeader>
        <KeyFormView initial={initial} expires={row.expires} error={update.error} onSubmit={save}>
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="outline">Cancel</Button>
            </DialogClose>
            <Button type="submit" loading={update.isPending}>
              Save
            </Button>
          </DialogFooter>
        </KeyFormView>
      </DialogContent>
    </Dialog>
  )
}
