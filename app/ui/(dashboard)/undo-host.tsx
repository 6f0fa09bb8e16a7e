import { useEffect } from "react"
import { isTyping } from "#lib/ui/is-typing"
import { useUndoBook } from "#lib/ui/undo/use-undoable"

/** On every page: Ctrl or Cmd with Z undoes what was changed last, and who leaves sends the deletions that wait. */
export function UndoHost() {
  const book = useUndoBook()
  // The external systems: the keyboard of the whole document, and the browser, which may never come back to a page it hides.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isUndoKey(event) || isTyping(event.target)) return
      if (book.undoLast()) event.preventDefault()
    }
    const onLeave = () => void book.sendWaiting()
    const onVisibility = () => document.visibilityState === "hidden" && onLeave()
    window.addEventListener("keydown", onKey)
    window.addEventListener("pagehide", onLeave)
    document.addEventListener("visibilitychange", onVisibility)
    return () => {
      window.removeEventListener("keydown", onKey)
      window.removeEventListener("pagehide", onLeave)
      document.removeEventListener("visibilitychange", onVisibility)
    }
  }, [book])
  return null
}

function isUndoKey({ key, metaKey, ctrlKey, shiftKey, altKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === "z" && (metaKey || ctrlKey) && !shiftKey && !altKey
}
