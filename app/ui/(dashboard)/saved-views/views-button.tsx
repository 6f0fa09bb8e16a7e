import { Bookmark } from "lucide-react"
import type { ComponentProps } from "react"
import { Button } from "#components/ui/button"
import { savedViewsWords } from "#lib/ui/words/saved-views"

/** The button of the menu of saved views, before and after the menu is there. */
export function ViewsButton(props: ComponentProps<"button">) {
  return (
    <Button variant="outline" {...props}>
      <Bookmark aria-hidden />
      {savedViewsWords.button}
    </Button>
  )
}
