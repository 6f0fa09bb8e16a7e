import { logOut } from "./log-out"
import { useUndoBook } from "./undo/use-undoable"

/** Ends the session and goes to the login page by a full load, so that nothing of it stays in memory. Throws ApiError when it goes on. */
export function useLogOut(): () => Promise<void> {
  const book = useUndoBook()
  return async () => {
    // Without a session they would be refused.
    await book.sendWaiting()
    await logOut()
    window.location.assign("/ui/login")
  }
}
