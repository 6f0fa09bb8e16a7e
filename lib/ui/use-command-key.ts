import { useSyncExternalStore } from "react"
import { keyboardWords } from "./words/keyboard"

const never = () => () => undefined
const { command, control } = keyboardWords
const read = () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? command : control)

/** What the key for commands is called on the visitor's keyboard; while the server renders, as on most. */
export function useCommandKey(): typeof command | typeof control {
  return useSyncExternalStore(never, read, () => control)
}
