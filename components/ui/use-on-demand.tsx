import { type ComponentType, type MouseEvent, useState } from "react"
import { toast } from "sonner"
import { uiWords } from "#lib/ui/words/components-ui"
import { fetchedAhead } from "./use-dialog-on-demand"

/** What a button does whose menu is not here yet. */
interface Wanting {
  readonly "aria-haspopup": "menu"
  readonly "aria-expanded": false
  readonly onPointerEnter: () => void
  readonly onFocus: () => void
  readonly onClick: (event: MouseEvent) => void
}

/**
 * A part of the page that nobody needs until a button is clicked: its script is fetched when the button is pointed at or focused,
 * and the part stands in the button's place, open, after the click. Null until then, with what to spread onto that button.
 */
export function useOnDemand<Props>(load: () => Promise<ComponentType<Props>>): [ComponentType<Props> | null, Wanting] {
  const [part, setPart] = useState<ComponentType<Props> | null>(null)

  function want(event: MouseEvent) {
    // A key clicks without a pointer's count of clicks.
    const byKeyboard = event.detail === 0
    load().then(
      (loaded) => {
        setPart(() => loaded)
        if (byKeyboard) requestAnimationFrame(() => requestAnimationFrame(focusFirstItem))
      },
      () => toast.error(uiWords.partNotLoaded),
    )
  }

  return [part, { "aria-haspopup": "menu", "aria-expanded": false, ...fetchedAhead(load), onClick: want }]
}

/** As a menu does that a key opens; one that opens as it appears cannot know what opened it. */
function focusFirstItem(): void {
  document.querySelector<HTMLElement>('[role="menu"] [role="menuitem"]')?.focus()
}
