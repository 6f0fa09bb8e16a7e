import { useSyncExternalStore } from "react"

const never = () => () => undefined
const read = () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl")

/** What the key for commands is called on the visitor's keyboard; while the server renders, as on most. */
export function useCommandKey(): "⌘" | "Ctrl" {
  return useSyncExternalStore(never, read, () => "Ctrl")
}
