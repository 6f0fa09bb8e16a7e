import { toast } from "sonner"
import { actions } from "../words/actions"
import type { Notes } from "./undo-book"

/** How long something can be undone; the time stands still while the pointer is on the messages, or Alt T has opened them. */
export const UNDO_MS = 8_000

/** Messages beside what one works with, which a screen reader reads out. */
export const UNDO_TOASTS: Notes = {
  offer({ id, words, note, onUndo, onOver }) {
    toast(words, {
      id,
      description: note,
      duration: UNDO_MS,
      action: { label: actions.undo, onClick: onUndo },
      onAutoClose: onOver,
      onDismiss: onOver,
    })
  },
  withdraw(id) {
    toast.dismiss(id)
  },
  say(words) {
    toast.success(words)
  },
  refuse(words, reason) {
    toast.error(words, { description: reason })
  },
}
