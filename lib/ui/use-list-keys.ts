import { useEffect, useEffectEvent } from "react"
import { isTyping } from "./is-typing"

/** Calls `onMove` with 1 for j (next) and -1 for k (previous), wherever the focus is, unless the visitor is typing. */
export function useListKeys(onMove: (step: 1 | -1) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return
    if (event.key !== "j" && event.key !== "k") return
    event.preventDefault()
    onMove(event.key === "j" ? 1 : -1)
  })
  // The external system: the document's keyboard, which no element of the page sees whole.
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener("keydown", listen)
    return () => document.removeEventListener("keydown", listen)
  }, [])
}
