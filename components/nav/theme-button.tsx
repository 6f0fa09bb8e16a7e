import { Moon, Sun } from "lucide-react"
import type { ComponentProps } from "react"
import { Button } from "#components/ui/button"
import { navWords } from "#lib/ui/words/components-nav"

/** The button of the menu of themes, before and after the menu is there. */
export function ThemeButton(props: ComponentProps<"button">) {
  return (
    <Button variant="ghost" size="icon" aria-label={navWords.theme} {...props}>
      <Sun className="dark:hidden" aria-hidden />
      <Moon className="hidden dark:block" aria-hidden />
    </Button>
  )
}
