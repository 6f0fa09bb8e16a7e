import { Bookmark } from "lucide-react"
import type { ComponentProps } from "react"
import { Button } from "#components/ui/button"
import { savedViewsButton } from "#lib/ui/words/saved-views-button"

/** The button of the menu of saved views, before and after the menu is there. */
export function ViewsButton(props: ComponentProps<"button">) {
  return (
    <Button variant="outline" {...props}>
      <Bookmark aria-hidden />
      {savedViewsButton}
    </Button>
  )
}
