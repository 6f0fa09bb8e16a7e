import { useMutation, useQueryClient } from "@tanstack/react-query"
import type { Change, Deletion, UndoBook } from "./undo-book"
import { undoBookOf } from "./undo-book-of"

/** A mutation whose change shows at once and can be undone for some seconds after the gateway has made it. */
export function useUndoable<Input>(changeOf: (input: Input) => Change) {
  const book = useUndoBook()
  return useMutation({ mutationFn: (input: Input) => book.change(changeOf(input)) })
}

/** Deletes at once as far as one sees, and for good when the time to undo it is over. */
export function useUndoableDeletion(): (deletion: Deletion) => void {
  const book = useUndoBook()
  return (deletion) => book.remove(deletion)
}

export function useUndoBook(): UndoBook {
  return undoBookOf(useQueryClient())
}
