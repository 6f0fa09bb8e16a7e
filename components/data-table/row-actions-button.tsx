import { Ellipsis } from "lucide-react"
import type { ComponentProps } from "react"
import { Button } from "#components/ui/button"
import { listWords } from "#lib/ui/words/components-data-table"

interface RowActionsButtonProps extends ComponentProps<"button"> {
  /** What the actions are about. */
  subject: string
}

/** The button of a row's menu, before and after the menu is there. */
export function RowActionsButton({ subject, ...rest }: RowActionsButtonProps) {
  return (
    <Button variant="ghost" size="icon" aria-label={listWords.actionsFor(subject)} {...rest}>
      <Ellipsis aria-hidden />
    </Button>
  )
}
