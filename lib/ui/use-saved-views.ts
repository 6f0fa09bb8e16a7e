import { useSyncExternalStore } from "react"
import { readViews, type SavedView } from "./saved-views"

const CHANGED = "tollgate:views"
let last: { text: string | null; views: readonly SavedView[] } = { text: null, views: [] }

/**
 * The saved views of a page, kept in this browser, and how to replace them; false: the browser keeps nothing. Other tabs see the
 * change.
 */
export function useSavedViews(page: string): [readonly SavedView[], (views: readonly SavedView[]) => boolean] {
  const name = `tollgate.views.${page}`
  const views = useSyncExternalStore(
    listen,
    () => snapshot(name),
    () => readViews(null),
  )
  function save(next: readonly SavedView[]): boolean {
    try {
      localStorage.setItem(name, JSON.stringify(next))
    } catch {
      return false
    }
    window.dispatchEvent(new Event(CHANGED))
    return true
  }
  return [views, save]
}

/** The same object for the same text, as React wants it. */
function snapshot(name: string): readonly SavedView[] {
  const text = kept(name)
  if (text !== last.text) last = { text, views: readViews(text) }
  return last.views
}

function kept(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    // Switched off.
    return null
  }
}

function listen(changed: () => void): () => void {
  window.addEventListener("storage", changed)
  window.addEventListener(CHANGED, changed)
  return () => {
    window.removeEventListener("storage", changed)
    window.removeEventListener(CHANGED, changed)
  }
}
