import dynamic from "next/dynamic"
import { type KeyRow, keyTitle } from "#lib/ui/key-row"
import { keyDialogsWords } from "#lib/ui/words/key-dialogs"
import { DeleteKey } from "./delete-key"
import { EditKey } from "./edit-key"
import { KeyBudget } from "./key-budget"
import { UseKey } from "./use-key"

/** Few have a key whose budget is not theirs to change: it comes when it is asked for. */
const AskBudget = dynamic(() => import("../requests/ask-budget").then((module) => module.AskBudget), { ssr: false })

/** The dialog that is open, and the key it is about. */
export interface OpenDialog {
  readonly kind: "edit" | "snippets" | "budget" | "ask" | "delete"
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
  if (kind === "budget") return <KeyBudget key={row.token} row={row} onClose={onClose} />
  if (kind === "ask")
    return (
      <AskBudget
        key={row.token}
        title={keyDialogsWords.moreBudget(keyTitle(row))}
        wish={{ key: row.token }}
        nowUsd={row.max_budget}
        onClose={onClose}
      />
    )
  return <DeleteKey key={row.token} row={row} onClose={onClose} />
}
