import { useEffect, useEffectEvent, useRef } from "react"
import { navGroups } from "#components/nav/nav-groups"
import { useGoTo } from "#components/nav/use-go-to"
import { useVisitor } from "#components/nav/visitor-context"
import { isTyping } from "#lib/ui/is-typing"

/** The second key of a jump has to follow within this time. */
const JUMP_MS = 1_500

interface Shortcuts {
  onPalette: () => void
  onHelp: () => void
}

/** Ctrl or Cmd with K opens the palette, `?` the help, and `g` with a letter leads to a page. */
export function useShortcuts({ onPalette, onHelp }: Shortcuts): void {
  const goTo = useGoTo()
  const visitor = useVisitor()
  const jumpUntil = useRef(0)

  function jump(letter: string): boolean {
    const page = navGroups(visitor)
      .flatMap(({ items }) => items)
      .find((item) => item.jump === letter)
    if (page === undefined) return false
    goTo(page)
    return true
  }

  /** True: the key was for us. */
  function handle(event: KeyboardEvent): boolean {
    const { key } = event
    if ((event.metaKey || event.ctrlKey) && !event.altKey && key.toLowerCase() === "k") {
      onPalette()
      return true
    }
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target) || isInDialog(event.target))
      return false
    const jumps = Date.now() < jumpUntil.current
    jumpUntil.current = !jumps && key === "g" ? Date.now() + JUMP_MS : 0
    if (jumps) return jump(key)
    if (key === "?") onHelp()
    return key === "?" || key === "g"
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!event.defaultPrevented && handle(event)) event.preventDefault()
  })
  // The external system: the keyboard of the whole document, before what is on the page sees it (`k` moves in lists).
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener("keydown", listen, { capture: true })
    return () => window.removeEventListener("keydown", listen, { capture: true })
  }, [])
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null
}
