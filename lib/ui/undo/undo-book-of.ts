import type { QueryClient } from "@tanstack/react-query"
import { ShownAnswers } from "./shown-answers"
import { UndoBook } from "./undo-book"
import { UNDO_TOASTS } from "./undo-toasts"

/** The groups of queries in which things are changed that can be undone. */
const GROUPS = ["budgets", "keys", "memory", "models", "organizations", "saved-views", "spenders", "teams", "users"]

const books = new WeakMap<QueryClient, UndoBook>()

/** The one book of a cache of server state. It is made with the cache: queries that were there before would show nothing of it. */
export function undoBookOf(client: QueryClient): UndoBook {
  const found = books.get(client)
  if (found !== undefined) return found
  const made = new UndoBook(new ShownAnswers(client, GROUPS), UNDO_TOASTS)
  books.set(client, made)
  return made
}
