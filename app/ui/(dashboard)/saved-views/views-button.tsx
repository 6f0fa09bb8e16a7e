import { Bookmark } from "lucide-react"
import type { ComponentProps } from "react"
import { Button } from "#components/ui/button"

/** The button of the menu of saved views, before and after the menu is there. */
export function ViewsButton(props: ComponentProps<"button">) {
  return (
    <Button variant="outline" {...props}>
      <Bookmark aria-hidden />
      Views
    </Button>
  )
}
