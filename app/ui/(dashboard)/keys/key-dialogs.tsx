import type { KeyRow } from "#lib/ui/key-row"
import { DeleteKey } from "./delete-key"
import { EditKey } from "./edit-key"
import { UseKey } from "./use-key"

/** The dialog that is open, and the key it is about. */
export interface OpenDialog {
  readonly kind: "edit" | "snippets" | "delete"
  readonly row: KeyRow
}

interface KeyDialogsProps {
  dialog: OpenDialog | null
  onClose: () => void
}

/** The one open dialog of the list, made anew for each key. */
export function KeyDialogs({ dialog, onClose }: KeyDialogsProps) {
  if (dialog === null) return null
  const { kind, row } = dialog
  if (kind === "edit") return <EditKey key={row.token} row={row} onClose={onClose} />
  if (kind === "snippets") return <UseKey key={row.token} row={row} onClose={onClose} />
  return <DeleteKey key={row.token} row={row} onClose={onClose} />
}
