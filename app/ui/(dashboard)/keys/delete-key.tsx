import { toast } from "sonner"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import { Phrase } from "#components/ui/phrase"
import { type KeyRow, keyTitle } from "#lib/ui/key-row"
import { keyFormWords } from "#lib/ui/words/key-form"
import { useDeleteKey } from "./queries"

const words = keyFormWords.delete

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
        toast.success(words.done(keyTitle(row)))
        onClose()
      },
    })
  }

  return (
    <ConfirmDialog
      title={words.question(keyTitle(row))}
      action={words.action}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Phrase text={words.text} parts={{ key: <span className="font-mono">{row.key_name}</span> }} />
    </ConfirmDialog>
  )
}
